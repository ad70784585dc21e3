import IAM
import Testing

@Suite("A fault in an evaluator")
struct FaultTests {
    /// Cases with IAM's decisions, made once for all faults.
    private static let decided: [(AccessCase, Decision)] =
        (try? {
            var generator = try CaseGenerator(seed: "faults", documents: 400)
            return try (0..<20_000).map { _ in
                let sample = generator.next()
                return (sample, try sample.decide())
            }
        }()) ?? []

    @Test("The cases are found to differ", arguments: NaiveFault.allCases)
    func isFound(_ fault: NaiveFault) throws {
        let first = try Self.decided.first { sample, decision in
            try !sample.answer(fault).agrees(with: decision, sample)
        }
        #expect(first != nil, "no case tells an evaluator with this fault from IAM's")
    }

    /// The rules that are easily got wrong, because they come up where policies seem to say something else.
    private static let ofSubtleRules: [NaiveFault] = [
        .absentVariableIsEmpty, .absentVariableEndsStatement, .absentVariableIsListed, .absentVariableFailsNegation,
        .emptyTextIsAValue, .notPrincipalSparesBounded, .issuerPassesBoundary, .trustEveryoneDelegates,
    ]

    @Test("Cases that hang on a subtle rule come up often", arguments: ofSubtleRules)
    func isFoundOften(_ fault: NaiveFault) throws {
        let count = try Self.decided.count { sample, decision in
            try !sample.answer(fault).agrees(with: decision, sample)
        }
        // One in a thousand: a hundred of the 100,000 cases that the two evaluators are compared by.
        #expect(count * 1_000 >= Self.decided.count, "\(count) of \(Self.decided.count) cases differ")
    }

    @Test("Without a fault none differs")
    func noneWithout() throws {
        try #require(!Self.decided.isEmpty)
        for (sample, decision) in Self.decided.prefix(2_000) {
            #expect(try sample.answer().agrees(with: decision, sample))
        }
    }
}
