import AWSCore
import AWSProtocols
package import IAM
import Images

/// What is read of the input of an operation that Drydock does not support: as much as IAM is asked with.
package struct UnsupportedOperation: Sendable {
    private let action: String
    private let registryID: AccountID?
    /// The repository that the input names; nil for an operation on the registry as a whole.
    private let repository: String?

    /// - Parameter action: what IAM is asked, on the kind of resource that the action is for.
    package init(_ input: inout ECRInput, action: IAMAction) throws(ECRError) {
        self.action = action.name
        registryID = try input.registryID()
        repository = action.resourceType == .repository ? try input.repositoryName() : nil
    }

    /// What IAM must allow, in the order in which it is asked; never empty.
    package func questions(_ call: ECRCall) -> [ECRQuestion] {
        let account = call.registry(registryID)
        guard let repository else { return [ECRQuestion(action, on: .registry(of: account, call.region))] }
        return [ECRQuestion(action, on: .repository(repository, account, call.region))]
    }
}
