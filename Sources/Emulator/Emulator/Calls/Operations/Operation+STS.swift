import AWSCore
import AWSProtocols
import IAM
import STSService
import Synchronization
import World

extension Operation {
    /// The row of an operation of STS: what it asks is its own to say.
    static func sts<Performed: STSOperation>(_: Performed.Type) -> Operation {
        let access = Performed.permission
        return Operation(
            surface: .sts,
            name: Performed.name,
            access: access,
            authentication: Performed.isUnsigned ? .identityProvider : .signature,
            needsProviderKeys: Performed.needsProviderKeys,
            input: { STSInput.declarations { (input) throws(STSError) in _ = try Performed(&input) } }
        ) { (call, services) async throws(Refusal) in
            guard let region = call.region, let parameters = call.destination.parameters,
                Performed.isUnsigned || call.caller != nil
            else { throw .fault("The call came without a caller.", of: .sts) }
            let caller = call.caller
            let callName = call.destination.operation.callName
            let keysFault = KeysFault()
            let context = STSCall(
                caller: caller?.principal,
                session: caller?.session.flatMap { services.world.session($0) },
                region: region,
                isGlobal: call.destination.isGlobal,
                time: call.time,
                world: services.world,
                issuers: services.issuers,
                keysFailure: { provider in
                    guard let fault = services.keysFault(ofCall: callName) else { return nil }
                    return keysFault.note(fault, of: provider)
                }
            )
            let (operation, input) = try Refusal.of { () throws(STSError) in
                var input = STSInput(query: parameters)
                let operation = try Performed(&input)
                try input.finish()
                return (operation, input)
            }
            call.requestParameters = { input.requestParameters }
            let world = services.world
            let asked = try await world.keeping(when: Performed.changesWorld) { () throws(Refusal) in
                try keysFault.attributing { () throws(STSError) in
                    try operation.admit(context)
                    return try operation.questions(context)
                }
            }
            try services.authorizer.require(&call, asked, by: access) { sentence, index in
                Refusal(Performed.denial(sentence, of: asked[index]))
            }
            try services.passFaults(&call)
            let result = try await world.keeping(when: Performed.changesWorld) { () throws(Refusal) in
                try keysFault.attributing { () throws(STSError) in try operation.perform(context) }
            }
            return QueryAnswer.sts.success(result, of: Performed.name, to: call)
        }
    }
}

/// The fault, if any, that kept an identity provider's keys from a call.
private final class KeysFault: Sendable {
    private let fault = Mutex<Fault?>(nil)

    func note(_ fault: Fault, of provider: String) -> STSError? {
        guard let error = STSError(fault, of: provider) else { return nil }
        self.fault.withLock { $0 = fault }
        return error
    }

    /// The result of `body`, or its error with the fault that it comes from.
    func attributing<Result>(_ body: () throws(STSError) -> Result) throws(Refusal) -> Result {
        do throws(STSError) {
            return try body()
        } catch {
            var refusal = Refusal(error)
            refusal.fault = fault.withLock { $0 }
            throw refusal
        }
    }
}
