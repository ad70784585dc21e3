import AWSClient
import ClientStore
import Determinism
import OCI
import RegistryClient
import StackComponents
import TerminalUI

/// `images`, `push` and `pull` of container registries: Drydock's own, since ZenML leaves images to the docker daemon.
enum RegistryImageCommands {
    private static let ownCommand =
        "This command is Drydock's own; ZenML does not have it. It signs in by the service connector that the registry is "
        + "connected to, or else with what docker or podman has stored, and needs no docker daemon."
    private static let imageForms =
        "IMAGE is the whole name, or what follows the registry's URI in it, such as team/app:v1; :v1 alone means the "
        + "registry's default repository."

    private static let image = Parameter.argument("IMAGE", help: "The image.")
    private static let folder = Parameter.argument("FOLDER", help: "The folder of an OCI image layout.")
    private static let registry = Parameter.text(
        "-r",
        "--registry",
        help: "The container registry: its name, its ID or the beginning of either. By default the active one."
    )
    private static let repository = Parameter.text("--repository", help: "List the tags of this repository alone.")
    private static let name = Entity.containerRegistry.optionalName

    static let images = Command(
        "images",
        summary: "List the repositories and tags of a container registry.",
        discussion: [ownCommand],
        parameters: [name, repository, Parameter.output]
    ) { input, context in
        let registry = try await find(input[name], context)
        let only = input[repository]
        let rows = try await context.terminal.withSpinner("Listing images of container registry '\(registry.name)'...")
        {
            let open = try await OpenRegistry.open(registry, repository: only, in: context)
            var rows: [(repository: String, tag: String?)] = []
            let repositories = if let only { [only] } else { try await open.client.repositories() }
            for repository in repositories {
                let tags = try await open.client.tags(of: repository)
                rows += tags.isEmpty ? [(repository, nil)] : tags.map { (repository, $0) }
            }
            return rows
        }
        let columns = ["REPOSITORY", "TAG"].map { OutputTable.Column($0) }
        let table = OutputTable(
            .listing(columns, rows: rows.map { [.text($0.repository), .optional($0.tag)] }),
            whenEmpty: "The container registry '\(registry.name)' has no repositories."
        )
        context.terminal.show(Output([.table(table)]), as: input.outputFormat)
    }

    static let push = Command(
        "push",
        summary: "Push an image from a folder to a container registry.",
        discussion: [ownCommand, imageForms],
        parameters: [image, folder, registry]
    ) { input, context in
        let registry = try await find(input[registry], context)
        let reference = try RegistryImage(input[image], of: registry).reference
        guard case .tag(let tag) = reference.image else {
            throw CommandFailure("An image is pushed to a tag, not to a digest: write \(reference.repository):TAG.")
        }
        let layout = try ImageLayout(folder: context.environment.path(input[folder]), verifiesBlobs: false)
        let open = try await OpenRegistry.open(registry, repository: reference.repository, in: context)
        let preparation = PushPreparation(open, reference)
        await preparation.run(on: context.terminal)
        let pushed: RegistryClient.Pushed
        do throws(RegistryClientError) {
            defer { context.terminal.endProgress() }
            pushed = try await open.client.push(
                layout,
                to: reference.repository,
                as: tag,
                tell: progress("Pushing", context)
            )
        } catch {
            throw preparation.failure(error)
        }
        context.terminal.declare(
            "Pushed `\(reference.registry)/\(reference.repository):\(tag)` with digest \(pushed.digest): \(pushed.sent) "
                + "layers were sent, \(pushed.present) were there already."
        )
    }

    static let pull = Command(
        "pull",
        summary: "Pull an image from a container registry to a folder.",
        discussion: [ownCommand, imageForms],
        parameters: [image, folder, registry]
    ) { input, context in
        let registry = try await find(input[registry], context)
        let reference = try RegistryImage(input[image], of: registry).reference
        let open = try await OpenRegistry.open(registry, repository: reference.repository, in: context)
        var random = context.environment.randomness.stream("pull")
        let suffix = ".\(random.text(10, of: "abcdefghijklmnopqrstuvwxyz0123456789")).tmp"
        defer { context.terminal.endProgress() }
        let digest = try await open.client.pull(
            reference.image,
            of: reference.repository,
            to: context.environment.path(input[folder]),
            suffix: suffix,
            tell: progress("Pulling", context)
        )
        context.terminal.endProgress()
        context.terminal.declare("Pulled `\(reference)` with digest \(digest) to \(input[folder]).")
    }

    private static func find(_ text: String?, _ context: CommandContext) async throws -> StackComponentRecord {
        try await context.read { try Components.containerRegistries.find(text, allowsNamePrefix: true, in: $0) }
    }

    private static func progress(_ title: String, _ context: CommandContext) -> @Sendable (Int, Int) -> Void {
        { [terminal = context.terminal] done, total in
            terminal.showProgress(ProgressBar(title: title, total: total).text(done: done))
        }
    }
}
