import AWSCore
package import AWSProtocols
package import World

/// Has the images that the caller's registry has already copied to a destination of its rules (docs/aws/ecr.md, "Operations
/// on replication"; docs/aws/ecr-features.md, "Replication backfills").
package struct StartReplicationBackfill: ECROperation {
    package static let name = "StartReplicationBackfill"
    package static let reporting = InputReporting.all

    private let registryID: AccountID?
    private let destination: ReplicationDestination?

    package init(_ input: inout ECRInput) throws(ECRError) {
        registryID = try input.registryID()
        destination = try input.requiredStructure("destination") { (destination) throws(ECRError) in
            try destination.replicationDestination()
        }
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: .account(call.registry(registryID)))]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        guard let destination else { throw .server("The call came without a destination.") }
        let backfill = ReplicationBackfill(id: call.newUploadID(), destination: destination, startedAt: call.now)
        try await call.updateRegistry { registry in
            guard registry.replicationRules.contains(where: { $0.destinations.contains(destination) }) else {
                // No text of AWS's was found.
                throw ECRError.invalidParameter(
                    "destination",
                    "Replication destination must be configured in the replication configuration of the registry"
                )
            }
            let running = registry.backfills.filter(\.isInProgress)
            guard !running.contains(where: { $0.destination.region == destination.region }) else {
                throw ECRError.backfillInProgress
            }
            guard running.count < ReplicationBackfill.mostInProgress else {
                throw ECRError.limitExceeded("replication backfills in progress")
            }
            registry.backfills.append(backfill)
        }
        var answer = BackfillShape.members(backfill, call)
        answer["registryId"] = .string(call.caller.accountID.value)
        return .object(answer)
    }
}
