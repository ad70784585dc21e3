import AWSCore
import AWSProtocols
import EKSService
import IAM
import World

extension Operation {
    /// The row of an operation of EKS's.
    static func eks(
        _ operation: EKSOperation,
        _ answer: @escaping @Sendable (EKSRequest, EKSCall) throws(EKSError) -> JSONValue
    ) -> Operation {
        eks(operation, isSupported: true, answer)
    }

    /// The row of an operation that EKS has and Drydock does not.
    static func unsupportedEKS(_ operation: EKSOperation) -> Operation {
        eks(operation, isSupported: false) { (_, _) throws(EKSError) in
            throw .server("\(operation.name) is not supported.")
        }
    }

    private static func eks(
        _ operation: EKSOperation,
        isSupported: Bool,
        _ answer: @escaping @Sendable (EKSRequest, EKSCall) throws(EKSError) -> JSONValue
    ) -> Operation {
        let access = Access.actions([operation.action])
        let isAboutClusters = IAMAction.named(operation.action)?.resourceType == .cluster
        return Operation(
            surface: .eks,
            name: operation.name,
            access: access,
            authentication: .signature,
            isSupported: isSupported
        ) { (call, services) throws(Refusal) in
            guard let request = call.destination.clusterRequest, let region = call.region,
                let account = call.caller?.principal.accountID
            else { throw .fault("The call came without a caller.", of: .eks) }
            call.requestParameters = { request.requestParameters }
            let context = EKSCall(account: account, region: region, time: call.time, world: services.world)
            let resource = context.resource(of: request, isAboutClusters: isAboutClusters)
            let owner = ARN(resource).flatMap { AccountID($0.account) } ?? account
            let cluster = context.cluster(of: request)
            let question = Question(operation.action, on: AccessedResource(resource, of: owner, .cluster(cluster)))
            try services.authorizer.require(&call, [question], by: access)
            try services.passFaults(&call)
            guard isSupported else { throw .notSupported(operation.name, of: .eks) }
            let result = try Refusal.of { () throws(EKSError) in try answer(request, context) }
            return EKSAnswer.success(result, requestID: call.requestID)
        }
    }
}
