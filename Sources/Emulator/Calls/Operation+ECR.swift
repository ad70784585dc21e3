import AWSCore
import AWSProtocols
import ECRService
import IAM
import NIOCore
import RegistryService
import World

extension Operation {
    /// The row of an operation of the ECR API.
    ///
    /// - Parameter further: the actions that the operation may ask about besides its own, for some inputs.
    static func ecr<Input: ECROperation>(_ name: String, _: Input.Type, also further: String...) -> Operation {
        let access = Access.actions([Input.action] + further)
        return Operation(surface: .ecr, name: name, access: access, authentication: .signature) {
            (call, services) async throws(Refusal) in
            let context = try ECRCall(&call, services)
            let body = call.request.body
            let input = try Refusal.of { () throws(ECRError) in
                try Input(try InputMembers(body: Array(body.readableBytesView)))
            }
            call.requestParameters = { input.requestParameters }
            let questions = input.questions(context).map(services.authorizer.question)
            try services.authorizer.require(&call, questions, by: access)
            try services.passFaults(&call)
            let result: JSONValue
            do throws(ECRError) { result = try await input.perform(context) } catch { throw Refusal(error) }
            return ECRAnswer.success(result, requestID: call.requestID)
        }
    }
}

extension ECRCall {
    /// What an operation knows of a call that is authenticated.
    init(_ call: inout Call, _ services: Services) throws(Refusal) {
        guard let caller = call.caller, let region = call.region else {
            throw .fault("The call came without a caller.", of: .ecr)
        }
        self.init(
            caller: caller.principal,
            session: caller.session,
            region: region,
            time: call.time,
            context: call.context(),
            world: services.world,
            store: services.registry,
            layerURLs: services.layerURLs,
            origin: call.request.linkOrigin,
            newUploadID: services.registryServices.newUploadID
        )
    }
}
