import AWSProtocols
import ECRService
import IAM
import NIOCore
import STSService
import World

/// The rows of operations that AWS has and Drydock does not: calls like any other, up to the moment at which they would be
/// performed. What makes an operation supported is another row in the place of one of these.
extension Operation {
    /// The row of an operation of the ECR API; its IAM action has its name, and says what it is asked on.
    static func unsupportedECR(_ name: String) -> Operation {
        let action = IAMAction.named("ecr:" + name)
        let access = Access.actions(["ecr:" + name])
        return Operation(
            surface: .ecr,
            name: name,
            access: access,
            authentication: .signature,
            isSupported: false
        ) { (call, services) throws(Refusal) in
            guard let action else { throw .fault("IAM does not know the action ecr:\(name).", of: .ecr) }
            let context = try ECRCall(&call, services)
            let body = Array(call.request.body.readableBytesView)
            let (operation, input) = try Refusal.of { () throws(ECRError) in
                var input = try ECRInput(json: body, reporting: .first)
                return (try UnsupportedOperation(&input, action: action), input)
            }
            call.requestParameters = { input.requestParameters }
            let questions = operation.questions(context).map(services.authorizer.question)
            try services.authorizer.require(&call, questions, by: access)
            try services.passFaults(&call)
            throw .notSupported(name, of: .ecr)
        }
    }

    /// The row of an operation of STS, which asks its own action on `*`. Nothing of its input is read or recorded.
    static func unsupportedSTS(_ name: String) -> Operation {
        let access = Access.actions(["sts:" + name])
        return Operation(
            surface: .sts,
            name: name,
            access: access,
            authentication: .signature,
            isSupported: false
        ) { (call, services) throws(Refusal) in
            let question = STSQuestion(action: "sts:" + name, resource: "*", target: .own)
            let asked = try services.authorizer.question(question, caller: call.caller?.principal.accountID)
            try services.authorizer.require(&call, [asked], by: access)
            try services.passFaults(&call)
            throw .notSupported(name, of: .sts)
        }
    }
}
