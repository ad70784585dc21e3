import AWSCore
package import AWSProtocols
package import IAM
import Images

/// What is read of the input of an operation that Drydock does not support: as much as IAM is asked with.
package struct UnsupportedOperation: Sendable {
    private let action: String
    private let registryID: AccountID?
    /// The repositories that the input names; nil for an operation on the registry as a whole.
    private let repositories: [String]?
    /// What was read, as the journal shows it.
    package let requestParameters: [String: JSONValue]

    /// How the input of an operation on repositories names them.
    package enum Naming: String, Sendable {
        case one = "repositoryName"
        case several = "repositoryNames"
    }

    /// - Parameter action: what IAM is asked, on the kind of resource that the action is for.
    package init(_ members: InputMembers, action: IAMAction, naming: Naming) throws(ECRError) {
        self.action = action.name
        let registryID = try members.registryID()
        self.registryID = registryID
        var parameters: [String: JSONValue] = [:]
        if let registryID { parameters["registryId"] = .string(registryID.value) }
        switch (action.resourceType, naming) {
        case (.repository, .one):
            let name = try members.repositoryName()
            parameters[naming.rawValue] = .string(name)
            repositories = [name]
        case (.repository, .several):
            guard let names = try members.strings(naming.rawValue) else { throw members.missing(naming.rawValue) }
            guard !names.isEmpty else { throw .tooShort(naming.rawValue, 1) }
            try RepositoryName.check(names, in: naming.rawValue)
            parameters[naming.rawValue] = .array(names.map { .string($0) })
            repositories = names
        default:
            repositories = nil
        }
        requestParameters = parameters
    }

    /// What IAM must allow, in the order in which it is asked; never empty.
    package func questions(_ call: ECRCall) -> [ECRQuestion] {
        let account = call.registry(registryID)
        guard let repositories else { return [ECRQuestion(action, on: .registry(of: account, call.region))] }
        return repositories.map { ECRQuestion(action, on: .repository($0, account, call.region)) }
    }
}
