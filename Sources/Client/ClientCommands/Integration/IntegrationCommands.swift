import ServiceConnectors
import StackComponents
import TerminalUI

/// The commands that tell of integrations (docs/zenml/stacks.md, "Integrations").
enum IntegrationCommands {
    static let list = Command(
        "list",
        summary: "List the integrations, and the Python packages that they need in ZenML.",
        parameters: [Parameter.output]
    ) { input, context in
        let rows = Integration.all.sorted { $0.name < $1.name }.map { integration -> [OutputValue] in
            let isThere = integration.isInstalled || integration.isBuiltIn
            return [
                .shown(isThere ? "✅" : "❌", .flag(isThere)), .text(integration.name),
                .shown(integration.packages.joined(separator: ", "), .texts(integration.packages)),
            ]
        }
        let columns = ["INSTALLED", "INTEGRATION", "REQUIRED_PACKAGES"].map { OutputTable.Column($0) }
        context.terminal.show(
            Output([.table(OutputTable(.listing(columns, rows: rows)))] + howToInstall),
            as: input.outputFormat
        )
    }

    static let requirements: Command = {
        let name = Parameter.optionalArgument("INTEGRATION_NAME", help: "The integration; without one, all of them.")
        return Command(
            "requirements",
            summary: "List the Python packages that an integration needs in ZenML.",
            parameters: [name, Parameter.output]
        ) { input, context in
            let packages = try Integration.requirements(input[name])
            let title = "Requirements for \(input[name] ?? "all integrations"):".uppercased() + "\n"
            let lines: [Output.Part] =
                packages.isEmpty ? [] : [.declared(title), .declared(PythonText.list(packages))] + howToInstall
            context.terminal.show(
                Output([.member(.init("packages", .texts(packages)))] + lines),
                as: input.outputFormat
            )
        }
    }()

    private static let howToInstall: [Output.Part] = [
        .warning("\nTo install the dependencies of a specific integration, type: "),
        .warning("zenml integration install INTEGRATION_NAME"),
    ]
}
