package import ArgumentParser
package import Emulator
package import TerminalUI

/// `drydock iam OPERATION`, `drydock ecr OPERATION`: performs an operation of a service's for the operator, under AWS's
/// names and options.
package protocol OperationsVerb: DrydockVerb {
    static var service: OperatedService { get }

    /// The operation and what follows it.
    var words: [String] { get set }
}

/// Verbs that stand beside a service's operations, such as `drydock iam show`.
package protocol OperationsGroup: ParsableCommand {
    /// What performs an operation.
    static var operations: any OperationsVerb.Type { get }
}

extension OperationsVerb {
    /// The verb of a line, whose words are not looked at.
    static func command(_ words: ArraySlice<String>) -> Self {
        var command = Self()
        command.words = Array(words)
        return command
    }

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let service = Self.service
        var words = words[...]
        guard let name = words.popFirst(), name != "--help", name != "-h" else {
            for line in OperationHelp.lines(of: service) { terminal.echo(line) }
            return
        }
        let operations = service.operations
        guard let operation = operations.first(where: { OptionName.of($0.name) == name }) else {
            let known = operations.filter(\.isSupported).map { OptionName.of($0.name) } + Self.otherVerbs
            let hint = SimilarNamesHint.suggestion(for: name, among: known).map { "did you mean \($0)? See" } ?? "see"
            throw UsageError(
                description: "drydock \(service.rawValue) has no verb '\(name)'; \(hint) "
                    + "drydock \(service.rawValue) --help"
            )
        }
        guard operation.isSupported else {
            throw UsageError(
                description: "Drydock does not support \(operation.name) of \(service.displayName); see "
                    + "drydock \(service.rawValue) --help"
            )
        }
        let line = try OperationLine(operation, of: service, words, in: context)
        if line.asksForHelp {
            for line in OperationHelp.lines(of: operation, of: service) { terminal.echo(line) }
            return
        }
        let output = line.place[.output] ?? "json"
        guard output == "json" || output == "text" else {
            throw UsageError(description: "--output is json or text, not '\(output)'")
        }
        let control = try context.control(at: line.place[.endpoint])
        let answer = try await control.call(
            PerformOperation(
                service,
                operation.name,
                line.parameters,
                account: line.place[.account],
                region: line.place[.region],
                authority: control.endpoint.split(separator: "//").last.map(String.init)
            )
        )
        let text = try OutputText.of(answer.json, at: line.place[.query], isPlain: output == "text")
        if let text { terminal.echo(text) }
    }

    /// The verbs beside the operations.
    private static var otherVerbs: [String] {
        service == .iam ? IAMCommand.configuration.subcommands.compactMap { $0.configuration.commandName } : []
    }
}

/// `drydock iam OPERATION`.
package struct IAMOperationsCommand: OperationsVerb {
    package static let configuration = CommandConfiguration(
        commandName: "operation",
        abstract: "Perform an operation of IAM."
    )

    package static let service = OperatedService.iam

    @Argument(parsing: .captureForPassthrough)
    package var words: [String] = []

    package init() {}
}

/// `drydock ecr OPERATION`.
package struct ECROperationsCommand: OperationsVerb {
    package static let configuration = CommandConfiguration(
        commandName: "ecr",
        abstract: "Perform an operation of ECR as the operator: drydock ecr set-repository-policy --help."
    )

    package static let service = OperatedService.ecr

    @Argument(parsing: .captureForPassthrough, help: "The operation and its options, as the AWS CLI has them.")
    package var words: [String] = []

    package init() {}
}

/// `drydock ecr-public OPERATION`.
package struct PublicOperationsCommand: OperationsVerb {
    package static let configuration = CommandConfiguration(
        commandName: "ecr-public",
        abstract: "Perform an operation of ECR Public as the operator."
    )

    package static let service = OperatedService.ecrPublic

    @Argument(parsing: .captureForPassthrough, help: "The operation and its options, as the AWS CLI has them.")
    package var words: [String] = []

    package init() {}
}

/// `drydock organizations OPERATION`.
package struct OrganizationsCommand: OperationsVerb {
    package static let configuration = CommandConfiguration(
        commandName: "organizations",
        abstract: "Perform an operation of AWS Organizations as the operator: units, accounts, control policies."
    )

    package static let service = OperatedService.organizations

    @Argument(parsing: .captureForPassthrough, help: "The operation and its options, as the AWS CLI has them.")
    package var words: [String] = []

    package init() {}
}
