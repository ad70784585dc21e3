import AWSCore
import AWSProtocols
import Determinism
import World

extension Event {
    /// The event that `record` stands for, with what the world knows of the caller.
    init(_ record: EventRecord, world: WorldStore) {
        var identifiers = RandomStream(derivedFrom: "event " + record.requestID)
        eventVersion = "1.11"
        sequence = record.sequence
        eventID = identifiers.uuid()
        eventTime = AWSDate.extended(record.time)
        eventSource = record.source
        eventName = record.name
        awsRegion = record.region?.name
        sourceIPAddress = record.peerAddress
        userAgent = record.userAgent
        userIdentity = UserIdentity(record, world: world)
        let parameters = record.requestParameters?.values ?? [:]
        requestParameters = parameters.isEmpty ? nil : .object(parameters)
        errorCode = record.errorCode
        errorMessage = record.errorMessage
        errorDetail = record.errorDetail
        requestID = record.requestID
        decision = record.decision.map(EventDecision.init)
        permissions = record.permissions.isEmpty ? nil : record.permissions
        fault = record.fault
    }
}

extension UserIdentity {
    init(_ record: EventRecord, world: WorldStore) {
        invokedBy = record.service
        guard let caller = record.caller else {
            type = record.service == nil ? "Unknown" : "AWSService"
            principalId = nil
            arn = nil
            accountId = nil
            accessKeyId = record.claimedKey?.value
            userName = nil
            sessionContext = nil
            return
        }
        let principal = caller.principal
        principalId = world.userID(of: principal)
        arn = world.arn(of: principal).description
        accountId = principal.accountID.value
        accessKeyId = caller.accessKeyID?.value
        switch principal {
        case .root:
            type = "Root"
            userName = nil
            sessionContext = caller.isTemporary ? SessionContext(sessionIssuer: nil) : nil
        case .user(_, let name):
            type = "IAMUser"
            userName = name
            sessionContext = caller.isTemporary ? SessionContext(sessionIssuer: nil) : nil
        case .roleSession(let account, let roleName, _):
            type = "AssumedRole"
            userName = nil
            let issuer = world.role(account, roleName).map { role in
                SessionContext.Issuer(
                    type: "Role",
                    principalId: role.uniqueID,
                    arn: role.arn.description,
                    accountId: account.value,
                    userName: role.name
                )
            }
            sessionContext = SessionContext(sessionIssuer: issuer)
        case .federatedUser:
            type = "FederatedUser"
            userName = nil
            sessionContext = SessionContext(sessionIssuer: nil)
        }
    }
}
