import AWSCore
import AWSProtocols
import Foundation
import World

/// How the ECR API writes replication backfills.
enum BackfillShape {
    /// The members that all answers about a backfill have.
    static func members(_ backfill: ReplicationBackfill, _ call: ECRCall) -> [String: JSONValue] {
        [
            "replicationBackfillId": .string(backfill.id),
            "destination": backfill.destination.json,
            "status": .string(backfill.status.rawValue),
            "startedAt": call.timestamp(backfill.startedAt),
        ]
    }

    /// What answers about its course have besides; what is not yet is left out.
    static func course(_ backfill: ReplicationBackfill, _ call: ECRCall) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if let end = backfill.endedAt { members["endedAt"] = call.timestamp(end) }
        // No code of AWS's was found.
        if backfill.status == .failed { members["failureCode"] = "ReplicationFailureThresholdExceeded" }
        if let items = backfill.items {
            members["progress"] = .object([
                "totalReplicationCount": .integer(items.count),
                "completedReplicationCount": .integer(backfill.successes),
                "failedReplicationCount": .integer(backfill.failures),
                "failureCodes": .array(Set(items.compactMap(\.failure)).sorted().map { .string($0) }),
            ])
        }
        return members
    }
}

/// The backfill that a call is about: `replicationBackfillId` and `registryId`.
struct BackfillReference: Sendable {
    let id: String
    private let registryID: AccountID?

    init(_ input: inout ECRInput) throws(ECRError) {
        id = try input.requiredText("replicationBackfillId", .backfillID)
        registryID = try input.registryID()
    }

    /// Another account's registry has no policy that could let anybody in, so that IAM refuses it.
    func question(_ action: String, _ call: ECRCall) -> Question {
        Question(action, on: .account(call.registry(registryID)))
    }

    /// - Throws: ``ECRError/backfillNotFound``.
    func backfill(_ call: ECRCall) throws(ECRError) -> ReplicationBackfill {
        guard let backfill = call.registrySettings.backfills.first(where: { $0.id == id }) else {
            throw .backfillNotFound
        }
        return backfill
    }
}
