package import ArgumentParser

/// `drydock iam`: looks into and changes the world's identities and policies while it runs.
package struct IAMCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "iam",
        abstract: "Show, simulate and change the world's identities and policies while it runs.",
        subcommands: [
            IAMShowCommand.self, IAMSimulateCommand.self, IAMPutCommand.self, IAMDeleteCommand.self,
            IAMAttachCommand.self, IAMDetachCommand.self, IAMJoinCommand.self, IAMLeaveCommand.self,
            IAMTagCommand.self, IAMUntagCommand.self, IAMCodeCommand.self, IAMTokenCommand.self,
        ]
    )

    package init() {}
}
