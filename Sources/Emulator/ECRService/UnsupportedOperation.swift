import AWSCore
import AWSProtocols
package import IAM
import Images

/// What is read of the input of an operation that Drydock does not support: as much as IAM is asked with.
package struct UnsupportedOperation: Sendable {
    private let action: String
    private let registryID: AccountID?
    /// The repositories that the input names; nil for an operation on the registry as a whole.
    private let repositories: [String]?

    /// How the input of an operation on repositories names them.
    package enum Naming: String, Sendable {
        case one = "repositoryName"
        case several = "repositoryNames"
    }

    /// - Parameter action: what IAM is asked, on the kind of resource that the action is for.
    package init(_ input: inout ECRInput, action: IAMAction, naming: Naming) throws(ECRError) {
        self.action = action.name
        registryID = try input.registryID()
        switch (action.resourceType, naming) {
        case (.repository, .one): repositories = [try input.repositoryName()]
        case (.repository, .several): repositories = try input.repositoryNames(atMost: 25, isRequired: true)
        default: repositories = nil
        }
    }

    /// What IAM must allow, in the order in which it is asked; never empty.
    package func questions(_ call: ECRCall) -> [ECRQuestion] {
        let account = call.registry(registryID)
        guard let repositories else { return [ECRQuestion(action, on: .registry(of: account, call.region))] }
        return repositories.map { ECRQuestion(action, on: .repository($0, account, call.region)) }
    }
}
