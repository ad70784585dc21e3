import AWSCore
package import AWSProtocols
import Foundation
package import World

/// The backfills of the caller's registry, page by page, the oldest first (docs/aws/ecr.md, "Operations on replication" and
/// "Pages").
package struct ListReplicationBackfills: ECROperation {
    package static let name = "ListReplicationBackfills"
    package static let reporting = InputReporting.all

    private static let largestPage = 50

    private let registryID: AccountID?
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        registryID = try input.registryID()
        page = try PageRequest(&input, atMost: Self.largestPage)
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: .account(call.registry(registryID)))]
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let question = ["replication backfills", account.value, call.region.name]
        let last = try page.start(for: question)
        let backfills = call.registrySettings.backfills
        let first = last.flatMap { id in backfills.firstIndex { $0.id == id } }.map { $0 + 1 } ?? 0
        let size = page.maxResults ?? Self.largestPage
        let found = page.cut(backfills.dropFirst(first), for: question, size: size, by: \.id)
        var answer: [String: JSONValue] = [
            "registryId": .string(account.value),
            "backfills": .array(
                found.elements.map { backfill in
                    .object(BackfillShape.members(backfill, call).merging(BackfillShape.course(backfill, call)) { $1 })
                }
            ),
        ]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }
}
