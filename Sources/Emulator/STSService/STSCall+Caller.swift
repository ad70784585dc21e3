import AWSCore
import World

/// Who calls, and what each kind of caller may not do, whatever policies say (docs/aws/sts.md, "Who may call").
extension STSCall {
    /// The caller of a call that is signed.
    func signer() throws(STSError) -> Principal {
        guard let caller else { throw .server("The call came without a caller.") }
        return caller
    }

    /// A resource that nobody's policies stand beside but the resource control policies of the caller's own account.
    func own(_ name: String) throws(STSError) -> AccessedResource { AccessedResource(name, of: try signer().accountID) }

    /// The caller's ARN, as refusals name it.
    func signerARN() throws(STSError) -> String { world.arn(of: try signer()).description }

    /// Refuses the call where STS is switched off in the region for the account whose credentials are asked for. The
    /// global endpoint, `us-east-1`, cannot be switched off. An account that the world does not have is not refused
    /// here: what is asked of it will not be found.
    func requireSTS(for account: AccountID) throws(STSError) {
        guard region.name != "us-east-1", let account = world.account(account) else { return }
        guard account.isSTSEnabled(in: region) else { throw .regionDisabled(account.id.value) }
    }

    /// Refuses session credentials of any kind.
    func requireLongTermCredentials(for operation: String) throws(STSError) {
        guard session == nil else { throw .sessionCredentials(operation) }
    }

    /// Refuses those who may ask STS nothing but who they are: federated users with the standard sentence, and for
    /// operations other than AssumeRole also credentials of GetSessionToken and of AssumeRoot (their sentence is
    /// inferred from that of GetSessionToken).
    ///
    /// - Parameter isAssumption: whether credentials of GetSessionToken may do it, as they may AssumeRole.
    func refuseRestrictedSessions(
        _ operation: String,
        on resource: String = "*",
        isAssumption: Bool = false
    ) throws(STSError) {
        guard let session else { return }
        switch session.kind {
        case .assumedRole:
            return
        case .federatedUser:
            throw .notAuthorized(try signerARN(), "sts:" + operation, on: resource)
        case .sessionToken, .assumedRoot:
            guard !isAssumption else { return }
            throw .sessionCredentials(operation)
        }
    }
}
