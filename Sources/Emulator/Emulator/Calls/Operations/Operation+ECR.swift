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
    static func ecr<Performed: ECROperation>(_: Performed.Type, also further: String...) -> Operation {
        operation(Performed.self, of: .ecr, also: further)
    }

    /// The row of an operation of ECR Public. What both services do alike is one type, whose actions are ECR Public's where
    /// the repository is public.
    static func ecrPublic<Performed: ECROperation>(_: Performed.Type, also further: String...) -> Operation {
        operation(Performed.self, of: .ecrPublic, also: further)
    }

    private static func operation<Performed: ECROperation>(
        _: Performed.Type,
        of surface: Surface,
        also further: [String]
    ) -> Operation {
        let isPublic = surface == .ecrPublic
        let service = isPublic ? ECRPublic.signingName : ""
        let access = Access.actions(
            ([Performed.action] + further).map { isPublic ? IAMAction.name($0, in: .publicRegistry) : $0 }
        )
        return Operation(
            surface: surface,
            name: Performed.name,
            access: access,
            input: {
                ECRInput.declarations(service: service) { (input) throws(ECRError) in _ = try Performed(&input) }
            }
        ) { (call, services) async throws(Refusal) in
            var context = try ECRCall(&call, services, registry: isPublic ? .publicRegistry : nil)
            let body = Array(call.request.body.readableBytesView)
            let (operation, input) = try Refusal.of { () throws(ECRError) in
                var input = try ECRInput(json: body, reporting: Performed.reporting, service: service)
                return (try Performed(&input), input)
            }
            call.requestParameters = { input.requestParameters }
            let questions = operation.questions(context)
            let pulled = operation.pull(questions)
            context.upstreamFailures = try await services.authorize(&call, by: access, pulling: pulled) {
                (call: inout Call) throws(Refusal) in
                try services.authorizer.require(&call, questions, by: access)
                try services.passFaults(&call)
            }
            let result: JSONValue
            do throws(ECRError) {
                try input.finish()
                try await context.applyLifecycles(of: questions)
                result = try await operation.perform(context)
            } catch {
                throw Refusal(error)
            }
            return .json(result)
        }
    }
}

extension ECRCall {
    /// What an operation knows of a call that is authenticated.
    ///
    /// - Parameter registry: the region of the registry that is meant; nil is the call's own.
    init(_ call: inout Call, _ services: Services, registry: Region? = nil) throws(Refusal) {
        guard let caller = call.caller, let region = call.region else {
            throw .fault("The call came without a caller.", of: .ecr)
        }
        self.init(
            caller: caller.principal,
            session: caller.session,
            region: registry ?? region,
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
