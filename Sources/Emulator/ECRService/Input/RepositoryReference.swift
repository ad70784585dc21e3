import AWSCore
import AWSProtocols
import Images
import Storage
import World

/// The repository that a call is about: `repositoryName` and `registryId`.
package struct RepositoryReference: Sendable {
    let name: String
    /// Nil where the caller's own registry is meant, or one by its alias.
    let registryID: AccountID?
    /// The alias of a public registry.
    private let alias: String?
    private let tellsRegistry: Bool

    /// - Parameters:
    ///   - takesAlias: whether a public registry may be named by its alias.
    ///   - tellsRegistry: whether the operation has an error for a registry that is not there.
    init(_ input: inout ECRInput, takesAlias: Bool = false, tellsRegistry: Bool = true) throws(ECRError) {
        name = try input.repositoryName()
        self.tellsRegistry = tellsRegistry
        guard takesAlias, input.isPublic else {
            registryID = try input.registryID()
            alias = nil
            return
        }
        let text = try input.text("registryId", .length(2...50), .askedWith)
        registryID = text.flatMap { AccountID($0) }
        alias = registryID == nil ? text : nil
    }

    /// The caller's own account where there is no registry of the alias; ``repository(_:)`` says so later.
    func account(_ call: ECRCall) -> AccountID {
        alias.flatMap { call.world.account(ofPublicAlias: $0) } ?? call.registry(registryID)
    }

    func resource(_ call: ECRCall) -> AccessedResource { .repository(name, account(call), call.region) }

    /// How the storage calls it, whether it is there or not.
    func id(_ call: ECRCall) -> RepositoryID { RepositoryID(account: account(call), region: call.region, name: name) }

    func notFound(_ call: ECRCall) -> ECRError { ECRError(.repositoryNotFound(id(call))) }

    /// - Throws: ``notFound(_:)``, ``ECRError/registryNotFound``.
    func repository(_ call: ECRCall) throws(ECRError) -> Repository {
        if let alias, call.world.account(ofPublicAlias: alias) == nil {
            throw tellsRegistry ? .registryNotFound : notFound(call)
        }
        guard let repository = call.world.repository(account(call), call.region, name) else { throw notFound(call) }
        return repository
    }

    /// `registryId` and `repositoryName`, as most answers begin.
    func answer(_ call: ECRCall, _ more: [String: JSONValue]) -> JSONValue {
        var members = more
        members["registryId"] = .string(account(call).value)
        members["repositoryName"] = .string(name)
        return .object(members)
    }
}
