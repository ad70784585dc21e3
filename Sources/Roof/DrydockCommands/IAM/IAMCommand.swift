package import ArgumentParser
import Emulator

/// `drydock iam`: looks into and changes the world's identities and policies while it runs.
package struct IAMCommand: OperationsGroup {
    package static let configuration = CommandConfiguration(
        commandName: "iam",
        abstract: "Show, simulate and change the world's identities and policies while it runs.",
        usage: "drydock iam <subcommand>\ndrydock iam <operation> [options]",
        discussion: """
            Beside the subcommands, every operation of IAM is one, with the options of the AWS CLI. The operator performs it: \
            no caller is asked for permission. drydock iam OPERATION --help shows its options.

            \(OperationHelp.names(of: .iam).joined(separator: ", "))
            """,
        subcommands: [
            IAMShowCommand.self, IAMSimulateCommand.self, IAMCodeCommand.self, IAMTokenCommand.self,
        ]
    )

    package static let operations: any OperationsVerb.Type = IAMOperationsCommand.self

    package init() {}
}
