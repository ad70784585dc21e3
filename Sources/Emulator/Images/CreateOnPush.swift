package import AWSCore
package import Foundation
package import Storage
package import World

/// A repository that a push makes by a template (docs/aws/ecr-repositories.md, "Creation templates").
package struct CreateOnPush: Sendable {
    private let name: String
    private let account: AccountID
    private let region: Region
    private let template: RepositoryCreationTemplate

    /// Nil where the repository is there, or no template is meant for it.
    package init?(of name: String, in account: AccountID, _ region: Region, _ world: WorldStore) {
        guard world.repository(account, region, name) == nil,
            let template = world.template(for: name, appliedFor: .createOnPush, in: account, region)
        else { return nil }
        self.name = name
        self.account = account
        self.region = region
        self.template = template
    }

    /// Makes the repository. Someone else's push may have been faster, which is as good.
    ///
    /// - Throws: what world and storage throw where the change could not be kept.
    package func create(in world: WorldStore, _ store: RegistryStore, at now: Date) async throws {
        _ = try await template.repository(named: name, in: account, region, createdAt: now).create(in: world, store)
    }
}
