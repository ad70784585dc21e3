import ServiceConnectors
import StackComponents
import TerminalUI

/// `zenml integration install` and `uninstall`: what they ask for is ZenML's, and no package is touched, since this
/// program has no use for any.
enum IntegrationInstall {
    private static let names = Parameter.arguments("INTEGRATIONS", help: "The integrations; without any, all of them.")
    private static let ignored = Parameter.texts(
        "-i",
        "--ignore-integration",
        help: "An integration to leave out where all are meant. Repeatable."
    )
    private static let confirms = Parameter.flag("-y", "--yes", help: "Do not ask.")
    private static let usesUV = Parameter.flag(
        "--uv",
        help: "Accepted, as ZenML does: there is nothing that it would change."
    )

    static let install = Command(
        "install",
        summary: "Install what integrations need; this client needs no packages.",
        discussion: [
            "What the container registries and the AWS service connector need is built in. The packages of other "
                + "integrations are ZenML's: this program does not use them, and so does not install them."
        ],
        parameters: [names, ignored, confirms, usesUV]
    ) { input, context in
        let terminal = context.terminal
        var packages: [String] = []
        for name in try Integration.names(input[names], ignoring: input[ignored]) {
            switch Integration.named(name) {
            case nil: terminal.warning("Unable to find integration '\(name)'.")
            case let integration? where integration.isBuiltIn:
                terminal.declare(
                    "All that the '\(name)' integration needs is built in: there is nothing to install."
                )
            case let integration? where integration.isInstalled && !input[confirms]:
                terminal.declare("All required packages for integration '\(name)' are already installed.")
            case let integration?: packages += integration.packages
            }
        }
        let question = "Are you sure you want to install the following packages to the current environment?"
        guard try await confirmed(question, packages, input, context) else { return }
        terminal.warning("No package was installed: this program does not use Python packages.")
    }

    static let uninstall = Command(
        "uninstall",
        summary: "Uninstall what integrations need; this client has no packages.",
        parameters: [names, confirms, usesUV]
    ) { input, context in
        let terminal = context.terminal
        var packages: [String] = []
        for name in try Integration.names(input[names], ignoring: []) {
            switch Integration.named(name) {
            case nil: terminal.warning("Unable to find integration '\(name)'.")
            case let integration? where integration.isBuiltIn:
                terminal.warning("The '\(name)' integration is built in: it cannot be uninstalled.")
            case let integration? where integration.isInstalled: packages += integration.ownPackages
            default: terminal.warning("Requirements for integration '\(name)' already not installed.")
            }
        }
        let question = "Are you sure you want to uninstall the following packages from the current environment?"
        guard try await confirmed(question, packages, input, context) else { return }
        terminal.warning("No package was uninstalled: this program does not use Python packages.")
    }

    /// Whether there are packages, and a person wants that.
    private static func confirmed(
        _ question: String,
        _ packages: [String],
        _ input: CommandInput,
        _ context: CommandContext
    ) async throws -> Bool {
        guard !packages.isEmpty else { return false }
        guard !input[confirms] else { return true }
        return try await context.terminal.ask(.yesOrNo("\(question)\n\(PythonText.list(packages))"))
    }
}
