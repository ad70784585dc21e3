import AWSCore
import ClientStore
import OCI
import RegistryClient
import ServiceConnectors
import StackComponents
import TerminalUI

/// What ZenML does before it pushes to Amazon ECR: it warns where the repository is not there, and pushes all the same, for
/// ECR may make repositories on push.
struct PushPreparation: Sendable {
    private let open: OpenRegistry
    private let reference: Reference

    init(_ open: OpenRegistry, _ reference: Reference) {
        (self.open, self.reference) = (open, reference)
    }

    func run(on terminal: Terminal) async {
        guard open.registry.flavor == "aws" else { return }
        let repository = reference.repository
        let image = "\(reference.registry)/\(repository):\(reference.tag ?? .latest)"
        let beginning =
            "Amazon ECR requires you to create a repository before you can push an image to it. ZenML is trying to push "
            + "the image \(image) but could "
        let end =
            "We will try to push anyway, but in case it fails you need to create a repository named `\(repository)`."
        do throws(RegistryClientError) {
            let found = try await open.client.repositories()
            guard !found.contains(repository) else { return }
            let uris = found.map { "'\(reference.registry)/\($0)'" }.joined(separator: ", ")
            terminal.warning("\(beginning)only detect the following repositories: [\(uris)]. \(end)")
        } catch {
            terminal.warning("\(beginning)not find any repositories: \(error). \(end)")
        }
    }

    /// What an error of a push is said with: where the repository is not there, how it is made.
    func failure(_ error: RegistryClientError) -> CommandFailure {
        guard error.code == "NAME_UNKNOWN", let registry = try? ECRRegistryID(reference.registry) else {
            return CommandFailure(error)
        }
        return CommandFailure(
            "\(error). Create the repository first: aws ecr create-repository --region \(registry.region.name) "
                + "--repository-name \(reference.repository)"
        )
    }
}
