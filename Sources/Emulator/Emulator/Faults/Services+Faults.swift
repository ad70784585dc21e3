import Determinism
import World

/// Where calls meet faults.
extension Services {
    /// The fault, if any, that sets the client's clock and the service's apart for a call that is signed.
    func skew(of call: Call) -> Fault? {
        faults.hit(at: [.signature]) {
            // Nobody has proven yet to be who the signature says.
            let key = ClaimedScope(call.request, call.fields)?.accessKeyID
            let principal = key.flatMap { world.knownKey($0)?.principal }
            return FaultTable.Subject(
                call: call.destination.operation.callName,
                names: principal.map(world.names) ?? []
            )
        }?.fault
    }

    /// The fault, if any, that keeps an identity provider's keys from a call.
    func keysFault(ofCall name: String) -> Fault? {
        faults.hit(at: [.identityProvider]) { FaultTable.Subject(call: name) }?.fault
    }

    /// Ends the caller's session or registry tokens where a fault says so. What proves the caller must then be looked at
    /// again: it is refused as what has ended.
    ///
    /// - Returns: whether anything has ended.
    func endCredentials(of call: inout Call) async throws(Refusal) -> Bool {
        guard let caller = call.caller, let fault = hit(at: [.credentials], call)?.fault else { return false }
        do {
            let now = call.time.now
            try await world.keeping {
                if fault.kind == .endToken {
                    try world.endTokens(of: caller.principal, at: now)
                } else if let session = caller.session {
                    try world.endSession(session, at: now)
                }
            }
        } catch {
            let surface = call.destination.surface
            throw .fault("The end of the caller's credentials could not be kept: \(error)", of: surface)
        }
        call.fault = fault
        return true
    }

    /// Lets an authorised call go on, unless a fault ends it here. One that hinders its body or answer is kept in the call.
    func passFaults(_ call: inout Call) throws(Refusal) {
        guard !call.isOperators, let hit = hit(at: [.performance, .body, .answer], call) else { return }
        guard hit.fault.kind.entry.stage != .performance else {
            throw Refusal(hit.fault, of: call.destination.surface)
        }
        call.fault = hit.fault
        call.hindrance = hit
    }

    private func hit(at stages: [Fault.Stage], _ call: Call) -> FaultTable.Hit? {
        faults.hit(at: stages) {
            FaultTable.Subject(
                call: call.destination.operation.callName,
                names: call.caller.map { world.names(of: $0.principal) } ?? [],
                isTemporary: call.caller?.isTemporary ?? false
            )
        }
    }
}
