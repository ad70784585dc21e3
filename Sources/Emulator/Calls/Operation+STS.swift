import AWSCore
import IAM
import STSService
import World

extension Operation {
    /// The row of an operation of STS: what it asks is its own to say.
    static func sts<Input: STSOperation>(_: Input.Type) -> Operation {
        let access = Input.permission
        return Operation(
            surface: .sts,
            name: Input.name,
            access: access,
            authentication: Input.isUnsigned ? .identityProvider : .signature
        ) { (call, services) throws(Refusal) in
            guard let region = call.region, let parameters = call.destination.parameters,
                Input.isUnsigned || call.caller != nil
            else { throw .fault("The call came without a caller.", of: .sts) }
            let caller = call.caller
            let context = STSCall(
                caller: caller?.principal,
                session: caller?.session.flatMap { services.world.session($0) },
                region: region,
                isGlobal: call.destination.isGlobal,
                now: call.time,
                world: services.world,
                issuers: services.issuers
            )
            let input = try Refusal.of { () throws(STSError) in try Input(parameters) }
            call.requestParameters = { input.requestParameters }
            let asked = try Refusal.of { () throws(STSError) in
                try input.admit(context)
                return try input.questions(context)
            }
            var questions: [Question] = []
            for question in asked {
                questions.append(try services.authorizer.question(question, caller: caller?.principal.accountID))
            }
            try services.authorizer.require(&call, questions, by: access) { sentence, index in
                Refusal(Input.denial(sentence, of: asked[index]))
            }
            try services.passFaults(call)
            let result = try Refusal.of { () throws(STSError) in try input.perform(context) }
            return STSAnswer.success(result, of: Input.name, requestID: call.requestID, asJSON: call.acceptsJSON)
        }
    }
}
