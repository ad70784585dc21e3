import Synchronization

extension WorldStore {
    /// Changes the organization in one go.
    ///
    /// - Parameter change: is given the organization with its policies as entities of their own; what it throws is thrown,
    ///   and nothing has changed.
    /// - Throws: ``WorldStoreError/unknown(_:)`` where there is none, and what `change` throws.
    package func editOrganization<Result>(_ change: (inout Organization) throws -> Result) throws -> Result {
        try alone {
            guard let old = organization else { throw WorldStoreError.unknown("organization") }
            var new = old.adoptingPolicies()
            let result = try change(&new)
            if new != old.adoptingPolicies() { try commit(.organizationPut(new)) }
            return result
        }
    }
}
