import AWSCore
import AWSProtocols
import IAM
import NIOCore
import OrganizationsService
import World

extension Operation {
    /// The row of an operation of AWS Organizations.
    static func organizations<Performed: OrganizationsOperation>(_: Performed.Type) -> Operation {
        let access = Performed.access
        return Operation(
            surface: .organizations,
            name: Performed.name,
            access: access,
            input: {
                OrganizationsInput.declarations { (input) throws(OrganizationsError) in _ = try Performed(&input) }
            }
        ) { (call, services) async throws(Refusal) in
            guard let caller = call.caller?.principal else {
                throw .fault("The call came without a caller.", of: .organizations)
            }
            let context = OrganizationsCall(
                caller: caller,
                isOperators: call.isOperators,
                time: call.time,
                world: services.world
            )
            let body = Array(call.request.body.readableBytesView)
            let (operation, input) = try Refusal.of { () throws(OrganizationsError) in
                var input = try OrganizationsInput(json: body, reporting: .first)
                return (try Performed(&input), input)
            }
            call.requestParameters = { input.requestParameters }
            try services.authorizer.require(&call, operation.questions(context), by: access)
            try services.passFaults(&call)
            let result = try await services.world.keeping { () throws(Refusal) in
                try Refusal.of { () throws(OrganizationsError) in
                    try operation.admit(context)
                    try input.finish()
                    return try operation.perform(context)
                }
            }
            return .json(result)
        }
    }
}
