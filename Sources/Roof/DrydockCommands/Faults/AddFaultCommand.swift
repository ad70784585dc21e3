import AWSCore
package import ArgumentParser
package import Emulator
package import TerminalUI

/// `drydock fault add ecr:PutImage throttle --times 2`.
package struct AddFaultCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let something go wrong with calls.",
        usage: "drydock fault add CALL KIND [VALUE] [OPTIONS]",
        discussion: discussion,
        // -2h is a time and not a flag that asks for help.
        helpNames: .long
    )

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "Which calls, by their names in drydock events, in which * and ? are wildcards; what goes wrong with them; and "
                + "what that takes.",
            valueName: "CALL KIND VALUE"
        )
    )
    package var words: [String] = []

    @Option(help: ArgumentHelp("Only calls of this user, role or session, by name or ARN.", valueName: "PRINCIPAL"))
    package var of: String?

    @Option(help: ArgumentHelp("How many calls are hit; otherwise all until the fault is removed.", valueName: "N"))
    package var times: Int?

    @Option(help: ArgumentHelp("How many calls pass before.", valueName: "N"))
    package var after: Int?

    @Option(help: ArgumentHelp("How likely a call is hit, such as 0.3; otherwise always.", valueName: "P"))
    package var probability: Double?

    @Option(help: ArgumentHelp("What chance is drawn from, so that it repeats (default: 0).", valueName: "N"))
    package var seed: Int?

    @Option(help: ArgumentHelp("Of error: its code.", valueName: "CODE"))
    package var code: String?

    @Option(help: ArgumentHelp("Of error: its HTTP status.", valueName: "STATUS"))
    package var status: String?

    @Option(help: ArgumentHelp("Of error: its message.", valueName: "MESSAGE"))
    package var message: String?

    /// Where the call stood before.
    @Option(help: .hidden)
    package var on: String?

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let fault = try await context.control(at: target.endpoint).call(AddFault(try rule()))
        terminal.echo(FaultLine.text(fault))
    }

    /// The fault that the words say. Whether its values are such as the kind takes, the emulator knows.
    package func rule() throws(UsageError) -> FaultRule {
        // Of a dash and a digit a time begins.
        if let option = words.first(where: { $0.hasPrefix("-") && $0.dropFirst().first?.isNumber != true }) {
            throw UsageError(description: "Unknown option '\(option)'; see drydock fault add --help")
        }
        if let on { throw Self.callStandsFirst(on, words.joined(separator: " ")) }
        guard words.count >= 2 else {
            throw UsageError(
                description:
                    "a call or a kind is missing; give both, such as: drydock fault add ecr:PutImage throttle"
            )
        }
        let (call, kind) = (words[0], words[1])
        var rule = FaultRule(try Self.kind(kind, call), on: call, times: times)
        rule.of = of
        rule.after = after
        rule.probability = probability
        rule.seed = seed
        try setValues(of: &rule)
        for (value, text) in [(Fault.Value.code, code), (.status, status), (.message, message)] {
            if let text { try FaultValueText.set(value, to: text, in: &rule) }
        }
        return rule
    }

    private func setValues(of rule: inout FaultRule) throws(UsageError) {
        let places = rule.kind.entry.values.map(\.value).filter { !$0.isOption }
        for (index, text) in words.dropFirst(2).enumerated() {
            guard index < places.count else {
                throw UsageError(description: "'\(text)' is one word too many; the kind is: \(rule.kind.usage)")
            }
            try FaultValueText.set(places[index], to: text, in: &rule)
        }
    }

    private static func kind(_ text: String, _ call: String) throws(UsageError) -> Fault.Kind {
        if let kind = Fault.Kind(rawValue: text) { return kind }
        let kinds = Fault.Kind.allCases.map(\.rawValue)
        if kinds.contains(call) {
            throw callStandsFirst(text, call)
        }
        let hint = SimilarNames.suggestion(for: text, among: kinds).map { "did you mean \($0)? See" } ?? "see"
        throw UsageError(description: "'\(text)' is not a kind of fault; \(hint) drydock fault add --help")
    }

    private static func callStandsFirst(_ call: String, _ kind: String) -> UsageError {
        UsageError(description: "the call stands first: drydock fault add '\(call)' \(kind)")
    }

    private static var discussion: String {
        let kinds = Fault.Kind.allCases.map { "\($0.usage)\n    \($0.entry.meaning)" }
        return """
            For example: drydock fault add 'ecr:*' throttle --times 2

            \(kinds.joined(separator: "\n"))

            All but the last five hit calls that are authenticated and allowed; docs/emulator.md says more. A fault stays
            until it has hit as many calls as it was to, is removed, or the emulator is reset or ends.
            """
    }
}
