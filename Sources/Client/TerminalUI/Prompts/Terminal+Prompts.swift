extension Terminal {
    /// Asks `question` until there is an answer to it.
    ///
    /// - Throws: ``PromptAborted`` where the input ends, or is interrupted.
    nonisolated(nonsending) package func ask<Answer>(
        _ question: Prompt<Answer>
    ) async throws(PromptAborted) -> Answer {
        let prompt = prompt(of: question)
        while true {
            let typed = try await line(at: prompt, question.text, isHidden: question.isHidden, look: question.look)
            do throws(InvalidAnswer) {
                if let answer = try question.answer(to: typed) { return answer }
            } catch {
                say(error, isHidden: question.isHidden)
            }
        }
    }

    /// The next line that is typed, whatever it is. Only a person is shown `prompt`.
    package func line(behind prompt: String) async -> TerminalInput.Line {
        if input.isTerminal { show(prompt) }
        return await input.read(
            TerminalInput.Request(
                prompt: prompt,
                question: prompt,
                isHidden: false,
                width: width,
                show: { [self] in show($0) }
            )
        )
    }

    /// Shows that a command was aborted at a question.
    package func abort(_ aborted: PromptAborted) {
        error((aborted.endsLine ? "\n" : "") + "Aborted!")
    }

    private func line(
        at prompt: (shown: String, last: String),
        _ question: String,
        isHidden: Bool,
        look: QuestionLook
    ) async throws(PromptAborted) -> String {
        show(prompt.shown)
        let request = TerminalInput.Request(
            prompt: prompt.last,
            question: question,
            isHidden: isHidden,
            width: width,
            show: { [self] in show($0) }
        )
        switch await input.read(request) {
        case .text(let text): return text
        // click says nothing more at the end of an input that is not typed, and leaves the prompt's line open.
        case .end: throw PromptAborted(endsLine: input.isTerminal || look == .rich)
        case .interrupted: throw PromptAborted(endsLine: true)
        }
    }

    /// What is shown of a question, and the last line of it without colours.
    private func prompt<Answer>(of question: Prompt<Answer>) -> (shown: String, last: String) {
        let text = shown(question.prompt)
        let lines: [Substring]
        switch question.look {
        case .click: lines = LineFolding.lines(of: text)
        case .rich: lines = LineFolding.fold(text, width: width)
        }
        let last = String(lines.last ?? "")
        guard question.look == .rich, usesColour, let hint = question.hint else {
            return (lines.joined(separator: "\n"), last)
        }
        let marked = "[\(hint)]"
        var coloured = lines.joined(separator: "\n")
        if let range = coloured.ranges(of: marked).last {
            coloured.replaceSubrange(range, with: TextStyle.apply(TextStyle.choices, to: marked))
        }
        return (coloured, last)
    }

    private func say(_ invalid: InvalidAnswer, isHidden: Bool) {
        switch invalid {
        // What was typed may stand in the message.
        case _ where isHidden: echo("Error: The value you entered was invalid.")
        case .error(let message): echo("Error: " + message)
        case .declared(let message): declare(message)
        case .warning(let message): warning(message)
        case .refused(let message): refuse(message)
        }
    }
}
