package import AWSCore
package import Foundation
package import Storage
package import World

/// A repository that ECR makes by itself, because something is pushed, replicated or pulled through a cache to where there
/// is none (docs/aws/ecr-repositories.md, "Creation templates").
package struct RepositoryCreation: Sendable {
    private let name: String
    private let account: AccountID
    private let region: Region
    private let occasion: RepositoryCreationTemplate.Occasion

    package init(
        of name: String,
        in account: AccountID,
        _ region: Region,
        for occasion: RepositoryCreationTemplate.Occasion
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.occasion = occasion
    }

    /// Whether the occasion makes it: there is none, and a push makes one only where a template says so.
    package func isDue(in world: WorldStore) -> Bool {
        world.repository(account, region, name) == nil && (occasion != .createOnPush || template(in: world) != nil)
    }

    /// Makes the repository, by a template or as ECR makes them. Someone else may have been faster, which is as good.
    ///
    /// - Returns: the repository; nil where somebody has deleted it since.
    /// - Throws: what world and storage throw where the change could not be kept.
    @discardableResult
    package func create(in world: WorldStore, _ store: RegistryStore, at now: Date) async throws -> Repository? {
        let repository =
            template(in: world)?.repository(named: name, in: account, region, createdAt: now)
            ?? Repository(name: name, account: account, region: region, createdAt: now)
        _ = try await repository.create(in: world, store)
        return world.repository(account, region, name)
    }

    private func template(in world: WorldStore) -> RepositoryCreationTemplate? {
        world.template(for: name, appliedFor: occasion, in: account, region)
    }
}
