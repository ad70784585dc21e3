import AWSClient
import ClientStore
import TerminalUI

/// `zenml version`.
enum VersionCommand {
    static let command = Command(
        "version",
        summary: "Show the version of ZenML whose behaviour this is.",
        parameters: [Parameter.output]
    ) { input, context in
        let version = ZenMLCommand.version
        context.terminal.show(
            Output([.member(.init("version", .text(version))), .declared("version: \(version)")]),
            as: input.outputFormat
        )
    }
}

/// `zenml status`: where the client keeps its store, and what is active.
enum StatusCommand {
    static let command = Command(
        "status",
        summary: "Show the store, the workspace and the stack that commands work with.",
        parameters: [Parameter.output]
    ) { input, context in
        let stack = try await context.read { try $0.activeStack() }
        let location = context.environment.storeLocation
        context.terminal.show(
            Output([
                .member(.init("store", .text(location.path))),
                .member(.init("workspace", .text("default"))),
                .member(.init("stack", .map([.init("id", .text(stack.id)), .init("name", .text(stack.name))]))),
                .declared("-----ZenML Server Status-----"),
                .declared("Connected to a local ZenML database: ('sqlite:///\(location.path)')"),
                .declared("  The active user is: 'default'"),
                .declared("  The active workspace is: 'default' (global)"),
                .declared("  The active stack is: '\(stack.name)' (global)"),
                .declared("Using configuration from: '\(location.directory)'"),
                .declared("Local store files are located at: '\(location.directory)'"),
            ]),
            as: input.outputFormat
        )
    }
}
