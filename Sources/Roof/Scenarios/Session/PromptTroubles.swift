/// What is wrong with the answers that a page gives to a command's prompts.
struct PromptTroubles {
    /// One line each; none where all is well.
    let reasons: [String]

    /// - Parameters:
    ///   - unanswered: what was asked after the last answer was read.
    ///   - unread: the answers that nothing asked for.
    init(of step: Step, unanswered: [String], unread: [TypedAnswer]) {
        var reasons = unread.map { answer in
            let place = answer.file == step.file ? "line" : answer.file + ", line"
            // What the answer is may be a secret.
            return "the answer of \(place) \(answer.line) was not read: nothing asked for it"
        }
        // A page may show that its command is aborted for want of an answer.
        if let question = unanswered.first, !step.showsAbort {
            reasons.append("it asked \"\(Excerpt.line(question))\", and there is no answer: write «…» after the prompt")
        }
        self.reasons = reasons
    }
}
