import ClientStore
import StackComponents
import TerminalUI

/// `up`, `down`, `logs` and `explain` of `zenml container-registry`: a container registry has no local resources, which
/// ZenML says in its own way (docs/zenml/stacks.md, "Connecting a registry").
enum ContainerRegistryResources {
    private static let name = Entity.containerRegistry.optionalName
    private static let forces = Parameter.flag("-f", "--force", help: "Deprovision local resources instead.")
    private static let follows = Parameter.flag(
        "-f",
        "--follow",
        help: "Follow the log instead of showing what is there."
    )

    static let up = Command(
        "up",
        summary: "Provision local resources: a container registry has none.",
        parameters: [name]
    ) { input, context in
        let registry = try await find(input, context, doing: "Provisioning", "locally")
        context.terminal.declare("Local deployment is already running for container registry '\(registry.name)'.")
    }

    static let down = Command(
        "down",
        summary: "Suspend local resources: a container registry has none.",
        parameters: [name, forces]
    ) { input, context in
        let registry = try await find(input, context, doing: "De-provisioning", "locally")
        let what = "container registry '\(registry.name)'"
        guard input[forces] else {
            context.terminal.declare("Suspending local resources for \(what).")
            throw CommandFailure(
                "Provisioning local resources not implemented for \(what). If you want to deprovision all resources for "
                    + "this component, use the `--force/-f` flag."
            )
        }
        context.terminal.declare("Deprovisioning resources for \(what).")
        throw CommandFailure("Deprovisioning local resources not implemented for \(what).")
    }

    static let logs = Command(
        "logs",
        summary: "Show the log of local resources: a container registry has none.",
        parameters: [name, follows]
    ) { input, context in
        let registry = try await find(input, context, doing: "Fetching the logs for the", "")
        context.terminal.warning("Unable to find log file for container registry '\(registry.name)'.")
    }

    static let explain = Command("explain", summary: "Explain what a container registry is for.") { _, context in
        let paragraphs = [
            "A container registry stores container images. Stacks whose steps run elsewhere push the images of their "
                + "steps to it, and pull them from it.",
            "The flavor says which registry it is: 'zenml container-registry flavor list' lists them. The one for Amazon "
                + "ECR is aws. Its URI is ACCOUNT.dkr.ecr.REGION.amazonaws.com, without a repository.",
            "Access comes from a service connector ('zenml container-registry connect'), or from the login that docker "
                + "has on this machine.",
        ]
        context.terminal.declare(paragraphs.joined(separator: "\n\n"))
    }

    private static func find(
        _ input: CommandInput,
        _ context: CommandContext,
        doing verb: String,
        _ place: String
    ) async throws -> StackComponentRecord {
        let text = input[name]
        let ending = place.isEmpty ? "" : " \(place)"
        return try await context.terminal.withSpinner(
            "\(verb) container registry\(text.map { " '\($0)'" } ?? "")\(ending)..."
        ) {
            try await context.read {
                try Components.containerRegistries.find(text, allowsNamePrefix: true, in: $0)
            }
        }
    }
}
