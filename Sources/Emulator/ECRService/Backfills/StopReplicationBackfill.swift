import AWSCore
package import AWSProtocols
package import World

/// Ends a backfill; what it has copied stays (docs/aws/ecr.md, "Operations on replication"). No copy is under way, so that it
/// is stopped at once.
package struct StopReplicationBackfill: ECROperation {
    package static let name = "StopReplicationBackfill"
    package static let reporting = InputReporting.all

    private let reference: BackfillReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        reference = try BackfillReference(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { [reference.question(Self.action, call)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let registry = try await call.updateRegistry { registry in
            guard let place = registry.backfills.firstIndex(where: { $0.id == reference.id }) else {
                throw ECRError.backfillNotFound
            }
            guard registry.backfills[place].isInProgress else { throw ECRError.backfillEnded }
            registry.backfills[place].stoppedAt = call.now
        }
        guard let stopped = registry.backfills.first(where: { $0.id == reference.id }) else { throw .backfillNotFound }
        var answer = BackfillShape.members(stopped, call)
        answer["registryId"] = .string(call.caller.accountID.value)
        return .object(answer)
    }
}
