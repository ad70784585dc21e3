import AWSCore
import AWSProtocols
import Images
import Storage
import World

/// The repository that a call is about: `repositoryName` and `registryId`.
package struct RepositoryReference: Sendable {
    let name: String
    /// Nil where the caller's own registry is meant.
    let registryID: AccountID?

    init(_ input: inout ECRInput) throws(ECRError) {
        name = try input.repositoryName()
        registryID = try input.registryID()
    }

    func account(_ call: ECRCall) -> AccountID { call.registry(registryID) }

    func resource(_ call: ECRCall) -> AccessedResource { .repository(name, account(call), call.region) }

    /// How the storage calls it, whether it is there or not.
    func id(_ call: ECRCall) -> RepositoryID { RepositoryID(account: account(call), region: call.region, name: name) }

    func notFound(_ call: ECRCall) -> ECRError { ECRError(.repositoryNotFound(id(call))) }

    /// - Throws: ``notFound(_:)``.
    func repository(_ call: ECRCall) throws(ECRError) -> Repository {
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
