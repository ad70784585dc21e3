import AWSCore
import Determinism
import ECRService
import IAM
import RegistryService
import World

/// A repository that a push makes, because there is none and a template says how (emulator.md D.9).
///
/// The pusher must be allowed to create it. After that it is asked like any other whether the push is allowed, so a
/// pusher of another account may be left with an empty repository (aws/containers-roadmap#853).
struct CreateOnPush {
    private let name: String
    private let question: RegistryQuestion
    private let account: AccountID
    private let region: Region
    private let template: RepositoryCreationTemplate

    /// Nil where the route makes no repositories, the repository is there, or no template is meant for it.
    init?(for request: RegistryRequest, in account: AccountID, _ region: Region, _ world: WorldStore) {
        guard let question = request.creationQuestion, let name = request.repository,
            world.repository(account, region, name) == nil,
            let template = world.template(for: name, appliedFor: .createOnPush, in: account, region)
        else { return nil }
        self.name = name
        self.question = question
        self.account = account
        self.region = region
        self.template = template
    }

    /// Makes the repository, or refuses the call.
    func admit(_ call: inout Call, _ services: Services, by access: Access) async throws(Refusal) {
        let question = services.authorizer.question(question, in: account, region)
        guard try services.authorizer.isAllowed(question, of: &call, by: access, isRequired: true) else {
            throw .denied(services.authorizer.denialSentence(call), by: .registry)
        }
        do {
            // Someone else's push may have been faster, which is as good.
            _ = try await template.repository(named: name, in: account, region, createdAt: call.time.now)
                .create(in: services.world, services.registry)
        } catch {
            throw .fault("The repository could not be created: \(error)", of: .registry)
        }
    }
}
