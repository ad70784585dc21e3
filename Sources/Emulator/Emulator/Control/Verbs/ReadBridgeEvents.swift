import AWSCore
import Determinism
import IAM
import Storage
import World

/// What ECR has told Amazon EventBridge after a number, of a type and a repository: a page of it.
package struct ReadBridgeEvents: QueryVerb {
    package static let route = ControlRoute(.get, "eventbridge")
    package static let parameters = ["after", "type", "repository"]

    private let after: Int
    /// Of the `detail-type`, with `*` and `?`; nil is every one.
    private let type: String?
    /// The repository's name, with `*` and `?`; nil is every one.
    private let repository: String?

    package init(after: Int = 0, type: String? = nil, repository: String? = nil) {
        self.after = after
        self.type = type
        self.repository = repository
    }

    package init(query: [String: String]) throws(ControlError) {
        for name in ["type", "repository"] where query[name] == "" {
            throw .invalid("\(name) has no value; give one, or leave it out.")
        }
        self.init(
            after: try Self.number("after", in: query) ?? 0,
            type: query["type"],
            repository: query["repository"]
        )
    }

    package var query: [ControlMessage.Parameter] {
        var query = [ControlMessage.Parameter("after", String(after))]
        if let type { query.append(ControlMessage.Parameter("type", type)) }
        if let repository { query.append(ControlMessage.Parameter("repository", repository)) }
        return query
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> BridgeEventPage {
        if let type {
            let pattern = ActionPattern(type)
            guard BridgeEventPage.types.contains(where: pattern.matches) else {
                throw .invalid(
                    "'\(type)' is not a detail-type of ECR's events; they are "
                        + "\(BridgeEventPage.types.joined(separator: ", "))."
                )
            }
        }
        let wanted = type.map { ActionPattern($0) }
        let repositories = repository.map { ActionPattern($0) }
        let entries = emulator.registry.notices.entries(after: after, at: emulator.configuration.clock.now)
        let fitting = entries.filter { entry in
            let names =
                switch entry.notice.subject {
                case .scanFrequency(let changes): changes.map(\.repository)
                default: [entry.notice.repository].compactMap(\.self)
                }
            return wanted?.matches(BridgeEvent.detailType(of: entry.notice.subject)) ?? true
                && repositories.map { names.contains(where: $0.matches) } ?? true
        }
        let page = fitting.prefix(BridgeEventPage.limit)
        let hasMore = page.count < fitting.count
        return BridgeEventPage(
            events: page.map {
                BridgeEventPage.Entry(number: $0.number, event: BridgeEvent($0.notice, number: $0.number))
            },
            next: (hasMore ? page.last?.number : entries.last?.number) ?? after,
            hasMore: hasMore
        )
    }
}

/// Some of what ECR told, the oldest first.
package struct BridgeEventPage: Sendable, Codable, Equatable, ControlReply {
    /// The most events of one page.
    package static let limit = 1_000
    /// The detail-types that there are.
    package static let types = [
        "ECR Image Action", "ECR Image Scan", "ECR Referrer Action", "ECR Replication Action",
        "ECR Pull Through Cache Action", "ECR Scan Resource Change",
    ]

    package struct Entry: Sendable, Codable, Equatable {
        /// Counted from 1 since the emulator's start or its last reset.
        package let number: Int
        package let event: BridgeEvent
    }

    package let events: [Entry]
    /// The number to ask after for the next page.
    package let next: Int
    /// Whether there is a next page already.
    package let hasMore: Bool
}
