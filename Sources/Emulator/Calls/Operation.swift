import AWSCore
import AWSProtocols
import ECRService
import NIOCore
import RegistryService
import STSService
import World

/// One row of the ``OperationTable``: an operation or a route, what IAM is asked, and what is done.
struct Operation: Sendable {
    /// How the caller proves who it is.
    enum Authentication: Sendable, Equatable {
        /// SigV4, in the header or in the query.
        case signature
        /// HTTP Basic with a password of GetAuthorizationToken's.
        case token
    }

    typealias Body = @Sendable (inout Call, Authorizer) throws(Refusal) -> EmulatorResponse

    let surface: Surface
    /// The operation's name as AWS has it, which is also the event's.
    let name: String
    /// The IAM action; nil where no policy is asked.
    let action: String?
    let authentication: Authentication
    /// Reads the input, asks IAM and performs, for a caller that is authenticated.
    let body: Body
}

// MARK: - STS

/// What IAM is asked before an operation of STS.
enum STSAccess<Input: Sendable>: Sendable {
    /// Nothing: policies do not control the operation.
    case nothing
    /// The caller's policies, on an ARN.
    case action(String, on: @Sendable (Input, STSCall) -> ARN)
    /// The caller's policies and the role's trust policy (emulator.md F.6).
    case trust(String, arn: @Sendable (Input) -> String, role: @Sendable (Input, STSCall) -> Role?)

    var action: String? {
        switch self {
        case .nothing: nil
        case .action(let action, _), .trust(let action, _, _): action
        }
    }
}

extension Operation {
    static func sts<Input: STSOperation>(_ name: String, _: Input.Type, asks access: STSAccess<Input>) -> Operation {
        Operation(surface: .sts, name: name, action: access.action, authentication: .signature) {
            (call, authorizer) throws(Refusal) in
            guard let caller = call.caller, let region = call.region, let parameters = call.destination.parameters
            else {
                throw Refusal(STSError.internalFailure("The call came without a caller."))
            }
            let context = STSCall(
                caller: caller.principal,
                isTemporary: caller.isTemporary,
                region: region,
                now: call.time,
                world: authorizer.world
            )
            do throws(STSError) {
                let input = try Input(parameters)
                call.requestParameters = { input.requestParameters }
                try input.admit(context)
                switch access {
                case .nothing:
                    break
                case .action(let action, let resource):
                    try authorizer.requireFederation(&call, action, on: resource(input, context))
                case .trust(let action, let arn, let role):
                    try authorizer.requireTrust(&call, action, on: arn(input), role: role(input, context))
                }
                let result = try input.perform(context)
                return STSAnswer.success(result, of: name, requestID: call.requestID, asJSON: call.acceptsJSON)
            } catch {
                throw Refusal(error)
            }
        }
    }
}

// MARK: - ECR

extension Operation {
    /// - Parameters:
    ///   - action: what IAM is asked, on each resource.
    ///   - resources: how the resources are formed from the input.
    ///   - also: further actions on the same resources, where the input calls for them.
    static func ecr<Input: ECROperation>(
        _ name: String,
        _: Input.Type,
        asks action: String,
        on resources: @escaping @Sendable (Input, ECRCall) -> [ECRResource],
        also: (@Sendable (Input) -> String?)? = nil
    ) -> Operation {
        Operation(surface: .ecr, name: name, action: action, authentication: .signature) {
            (call, authorizer) throws(Refusal) in
            guard let caller = call.caller, let region = call.region else {
                throw Refusal(ECRError.server("The call came without a caller."))
            }
            let context = ECRCall(
                caller: caller.principal,
                session: caller.isTemporary ? caller.accessKeyID : nil,
                region: region,
                now: call.time,
                world: authorizer.world
            )
            do throws(ECRError) {
                let input = try Input(try InputMembers(body: Array(call.request.body.readableBytesView)))
                call.requestParameters = { input.requestParameters }
                let resources = resources(input, context)
                try authorizer.require(&call, action, on: resources)
                if let further = also?(input) { try authorizer.require(&call, further, on: resources) }
                return ECRAnswer.success(try input.perform(context), requestID: call.requestID)
            } catch {
                throw Refusal(error)
            }
        }
    }
}

// MARK: - Registry

extension Operation {
    /// A route of the registry that needs a token and no policy.
    static func route(
        _ name: String,
        answer: @escaping @Sendable (EmulatorRequest) throws(RegistryError) -> RegistryAnswer
    ) -> Operation {
        Operation(surface: .registry, name: name, action: nil, authentication: .token) {
            (call, _) throws(Refusal) in
            do throws(RegistryError) {
                return EmulatorResponse(try answer(call.request))
            } catch {
                throw Refusal(error)
            }
        }
    }
}
