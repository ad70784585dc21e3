import AWSCore
import AWSProtocols
import IAM
import IAMService
import World

extension Operation {
    /// The row of an operation of IAM's.
    static func iam<Performed: IAMOperation>(_: Performed.Type) -> Operation {
        let access = Performed.access
        return Operation(
            surface: .iam,
            name: Performed.name,
            access: access,
            input: { IAMInput.declarations { (input) throws(IAMError) in _ = try Performed(&input) } }
        ) { (call, services) async throws(Refusal) in
            guard let parameters = call.destination.parameters, let caller = call.caller?.principal else {
                throw .fault("The call came without a caller.", of: .iam)
            }
            let context = IAMCall(caller: caller, time: call.time, world: services.world)
            let (operation, input) = try Refusal.of { () throws(IAMError) in
                var input = IAMInput(query: parameters)
                let operation = try Performed(&input)
                try input.finish()
                return (operation, input)
            }
            call.requestParameters = { input.requestParameters }
            let asked = try Refusal.of { () throws(IAMError) in try operation.questions(context) }
            try services.authorizer.require(&call, asked, by: access)
            try services.passFaults(&call)
            let result = try await services.world.keeping { () throws(Refusal) in
                try Refusal.of { () throws(IAMError) in try operation.perform(context) }
            }
            return .query(result)
        }
    }
}
