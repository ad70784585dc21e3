import AWSCore
package import AWSProtocols
import Foundation
package import World

/// How far a backfill is and, once it has ended, what became of each image under each tag (docs/aws/ecr.md, "Operations on
/// replication" and "Pages").
package struct DescribeReplicationBackfillResults: ECROperation {
    package static let name = "DescribeReplicationBackfillResults"
    package static let reporting = InputReporting.all

    private let reference: BackfillReference
    private let status: String?
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        reference = try BackfillReference(&input)
        status = try input.text("resultStatusFilter", .values(["COMPLETE", "FAILED"]))
        page = try PageRequest(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { [reference.question(Self.action, call)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let backfill = try reference.backfill(call)
        let question = ["replication backfill results", backfill.id, status ?? "*"]
        let last = try page.start(for: question).flatMap { Int($0) }
        let results = (backfill.isInProgress ? [] : backfill.items ?? []).enumerated()
            .filter { number, item in
                item.isDone && (status.map { $0 == item.resultStatus } ?? true) && last.map { number > $0 } ?? true
            }
        let found = page.cut(results, for: question) { String($0.offset) }
        var answer = BackfillShape.members(backfill, call).merging(BackfillShape.course(backfill, call)) { $1 }
        answer["registryId"] = .string(call.caller.accountID.value)
        answer["results"] = .array(found.elements.map(\.element.json))
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }
}

extension ReplicationBackfill.Item {
    fileprivate var resultStatus: String { failure == nil ? "COMPLETE" : "FAILED" }

    /// `ReplicationBackfillResult` of the API's model. An index is copied with its images or not at all, so that theirs are
    /// the codes of its own.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "repositoryName": .string(repository),
            "imageId": ImageIdentifier(digest: digest, tag: tag).json,
            "status": .string(resultStatus),
        ]
        if let failure { members["failureCode"] = .string(failure) }
        if isIndex { members["subImageFailureCodes"] = .array(failure.map { [.string($0)] } ?? []) }
        return .object(members)
    }
}
