package import AWSCore
import Foundation
import IAM
import Synchronization

/// Changes of registries and repositories. Those of a repository answer nil where there is none of that name.
extension WorldStore {
    /// - Returns: whether it was created; false where its registry has one of that name.
    /// - Throws: ``WorldStoreError/unknownAccount(_:)``, and as ``updateRepository(_:_:_:_:)`` for tags and a policy.
    package func createRepository(_ repository: Repository) throws -> Bool {
        try together(unless: { $0.isAbout(repository) }) {
            guard account(repository.account) != nil else {
                throw WorldStoreError.unknownAccount(repository.account.value)
            }
            guard self.repository(repository.account, repository.region, repository.name) == nil else {
                return (false, nil)
            }
            try refuse(IdentityRules.repositoryTags(repository.tags, of: "repository '\(repository.name)'"))
            if let policy = repository.policy {
                try check(policy, repository.policyKind)
            }
            return (true, .repositoryPut(repository))
        }
    }

    /// - Parameter admit: looks at the repository as it is then, and throws where it may not be deleted.
    /// - Returns: the repository that was deleted; nil where there was none.
    package func deleteRepository(
        _ account: AccountID,
        _ region: Region,
        _ name: String,
        if admit: (Repository) throws -> Void = { _ in }
    ) throws -> Repository? {
        try alone {
            guard let repository = repository(account, region, name) else { return nil }
            try admit(repository)
            try commit(.repositoryDeleted(account, region, name: name))
            return repository
        }
    }

    /// Changes a repository's settings, tags or policy, all or nothing.
    ///
    /// - Parameter change: changes the repository as it is then; what it throws is thrown, and nothing has changed.
    /// - Returns: the repository as it is now; nil where there is none.
    @discardableResult
    package func updateRepository(
        _ account: AccountID,
        _ region: Region,
        _ name: String,
        _ change: (inout Repository) throws -> Void
    ) throws -> Repository? {
        try alone {
            guard let old = repository(account, region, name) else { return nil }
            var new = old
            try change(&new)
            try refuse(IdentityRules.repositoryTags(new.tags, of: "repository '\(name)'"))
            if let policy = new.policy, policy != old.policy {
                try check(policy, new.policyKind)
            }
            if new != old { try commit(.repositoryPut(new)) }
            return new
        }
    }

    /// Changes the settings of a registry, all or nothing.
    ///
    /// - Parameter change: changes the settings as they are then; what it throws is thrown, and nothing has changed.
    /// - Returns: the settings as they are now.
    /// - Throws: ``WorldStoreError/unknownAccount(_:)``, and for a policy ``WorldStoreError/principalNotFound(_:reason:)``
    ///   and ``WorldStoreError/invalid(_:)``.
    @discardableResult
    package func updateRegistry(
        _ id: AccountID,
        _ region: Region,
        _ change: (inout RegistrySettings) throws -> Void
    ) throws -> RegistrySettings {
        try alone {
            let old = try known(id).registrySettings(in: region)
            var new = old
            try change(&new)
            if let policy = new.policy, policy != old.policy {
                try check(policy, .registry)
            }
            for (prefix, template) in new.creationTemplates where template != old.creationTemplates[prefix] {
                try refuse(IdentityRules.repositoryTags(template.tags, of: "repository creation template '\(prefix)'"))
                guard let policy = template.policy else { continue }
                try check(policy, .repository)
            }
            if new != old { try commit(.registryPut(id, region, new)) }
            return new
        }
    }
}

extension WorldChange {
    /// Whether it concerns the repository of this name.
    fileprivate func isAbout(_ repository: Repository) -> Bool {
        guard case .repositoryPut(let other) = self else { return false }
        return (other.account, other.region, other.name) == (repository.account, repository.region, repository.name)
    }
}
