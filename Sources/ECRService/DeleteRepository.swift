import AWSCore
package import AWSProtocols
import World

/// Removes a repository (emulator.md D.1, D.6). Repositories hold no images yet, so `force` makes no difference.
package struct DeleteRepository: ECROperation {
    private let repositoryName: String
    private let registryID: AccountID?
    private let force: Bool?

    package init(_ members: InputMembers) throws(ECRError) {
        repositoryName = try members.repositoryName()
        registryID = try members.registryID()
        force = try members.boolean("force")
    }

    package func repository(_ call: ECRCall) -> [ECRResource] {
        [.repository(repositoryName, call.registry(registryID), call.region)]
    }

    package var requestParameters: [String: JSONValue] {
        var parameters: [String: JSONValue] = ["repositoryName": .string(repositoryName)]
        if let registryID { parameters["registryId"] = .string(registryID.value) }
        if let force { parameters["force"] = .bool(force) }
        return parameters
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let account = call.registry(registryID)
        let removed = try call.change { world in
            try world.deleteRepository(account, call.region, repositoryName)
        }
        guard let removed else { throw .repositoryNotFound(repositoryName, in: account) }
        return .object(["repository": .object(RepositoryShape.short(removed))])
    }
}
