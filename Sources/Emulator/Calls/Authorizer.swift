import AWSCore
import ECRService
import IAM
import STSService
import World

/// Asks IAM whether a call may be performed, and puts the decision into the call.
struct Authorizer: Sendable {
    let world: WorldStore

    /// An ECR action on every one of `resources`; the first refusal counts (emulator.md F.5, F.9).
    func require(_ call: inout Call, _ action: String, on resources: [ECRResource]) throws(ECRError) {
        guard let caller = call.caller?.principal else { throw .server("The call came without a caller.") }
        for resource in resources {
            let decision = decide(caller, owner: resource.account)
            call.decision = decision
            guard decision.isAllowed else { throw .accessDenied(sentence(caller, action, resource.name, decision)) }
        }
    }

    /// `sts:GetFederationToken`, whose refusal gives no reason (C.7).
    func requireFederation(_ call: inout Call, _ action: String, on resource: ARN) throws(STSError) {
        guard let caller = call.caller?.principal else { throw .internalFailure("The call came without a caller.") }
        let decision = decide(caller, owner: caller.accountID)
        call.decision = decision
        guard decision.isAllowed else { throw .accessDenied(sentence(caller, action, resource.description, decision)) }
    }

    /// `sts:AssumeRole`: the caller's policies and the role's trust policy (F.6). Every refusal has the same text,
    /// whether the role exists or not (C.4).
    func requireTrust(_ call: inout Call, _ action: String, on arn: String, role: Role?) throws(STSError) {
        guard let caller = call.caller?.principal else { throw .internalFailure("The call came without a caller.") }
        let decision = world.permissions(of: caller).decideAssumeRole(
            trust: role?.trustPolicy,
            callerNames: world.policyNames(of: caller),
            callerAccount: caller.accountID,
            roleAccount: role?.account ?? caller.accountID
        )
        call.decision = decision
        guard decision.isAllowed else { throw .accessDenied(sentence(caller, action, arn, decision)) }
    }

    private func decide(_ caller: Principal, owner: AccountID) -> Decision {
        world.permissions(of: caller).decide(isOwnAccount: caller.accountID == owner)
    }

    private func sentence(_ caller: Principal, _ action: String, _ resource: String, _ decision: Decision) -> String {
        DenialMessage.text(
            principalARN: world.arn(of: caller).description,
            action: action,
            resource: resource,
            reason: decision.reason
        )
    }
}
