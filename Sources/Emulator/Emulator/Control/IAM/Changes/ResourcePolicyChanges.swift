import IAM
import World

extension IAMChanges {
    /// Sets a repository's policy.
    package struct PutRepositoryPolicy: IAMChange {
        package static let name = "putRepositoryPolicy"

        let repository: String
        /// Nil where the world leaves no doubt.
        let region: String?
        /// Whether it is a repository of ECR Public.
        let isPublic: Bool
        let document: String

        package init(repository: String, region: String?, isPublic: Bool = false, document: String) {
            self.repository = repository
            self.region = region
            self.isPublic = isPublic
            self.document = document
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let place = try names.registry(of: repository, region: region, isPublic: isPublic)
            let policy = try IAMNames.document(document, isPublic ? .publicRepository : .repository)
            try names.world.setRepositoryPolicy(policy, of: place.account, place.region, repository)
            return IAMChangeDone("Repository \(repository) of account \(place.account) has a policy.")
        }
    }

    /// Deletes a repository's policy.
    package struct DeleteRepositoryPolicy: IAMChange {
        package static let name = "deleteRepositoryPolicy"

        let repository: String
        /// Nil where the world leaves no doubt.
        let region: String?
        /// Whether it is a repository of ECR Public.
        let isPublic: Bool

        package init(repository: String, region: String?, isPublic: Bool = false) {
            self.repository = repository
            self.region = region
            self.isPublic = isPublic
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let place = try names.registry(of: repository, region: region, isPublic: isPublic)
            try names.world.setRepositoryPolicy(nil, of: place.account, place.region, repository)
            return IAMChangeDone("Repository \(repository) of account \(place.account) has no policy.")
        }
    }

    /// Sets a registry's policy.
    package struct PutRegistryPolicy: IAMChange {
        package static let name = "putRegistryPolicy"

        /// Nil where the world leaves no doubt.
        let region: String?
        let document: String

        package init(region: String?, document: String) {
            self.region = region
            self.document = document
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let place = try names.registry(of: nil, region: region)
            let policy = try IAMNames.document(document, .registry)
            try names.world.updateRegistry(place.account, place.region) { $0.policy = policy }
            return IAMChangeDone("The registry of account \(place.account) in \(place.region) has a policy.")
        }
    }

    /// Deletes a registry's policy.
    package struct DeleteRegistryPolicy: IAMChange {
        package static let name = "deleteRegistryPolicy"

        /// Nil where the world leaves no doubt.
        let region: String?

        package init(region: String?) {
            self.region = region
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            let place = try names.registry(of: nil, region: region)
            try names.world.updateRegistry(place.account, place.region) { $0.policy = nil }
            return IAMChangeDone("The registry of account \(place.account) in \(place.region) has no policy.")
        }
    }
}
