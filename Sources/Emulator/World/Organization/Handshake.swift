package import AWSCore
package import Foundation

/// An exchange between the management account and another: an invitation, or the approval of all features.
package struct Handshake: Sendable, Equatable, Codable {
    /// As AWS Organizations calls them.
    package enum Action: String, Sendable, Codable {
        case invite = "INVITE"
        /// What EnableAllFeatures begins, to be accepted by the management account.
        case enableAllFeatures = "ENABLE_ALL_FEATURES"
        /// What each invited account is asked then.
        case approveAllFeatures = "APPROVE_ALL_FEATURES"

        /// How long it may be answered, in seconds (docs/aws/organizations-api.md, "Handshakes").
        var lifetime: TimeInterval { self == .invite ? 15 * 86_400 : 90 * 86_400 }
    }

    /// As AWS Organizations calls them.
    package enum State: String, Sendable, Codable {
        case requested = "REQUESTED"
        case open = "OPEN"
        case canceled = "CANCELED"
        case accepted = "ACCEPTED"
        case declined = "DECLINED"
        case expired = "EXPIRED"

        /// Whether somebody may still answer it.
        package var isPending: Bool { self == .requested || self == .open }
    }

    /// How long a handshake that is over is told.
    private static let memory: TimeInterval = 30 * 86_400

    /// `h-…`.
    package let id: String
    package let action: Action
    /// The account that is asked; nil of one that concerns the management account alone.
    package let recipient: AccountID?
    /// The address by which the recipient was invited; nil where it was invited by its number.
    package let email: String?
    package let notes: String?
    /// What the account is tagged with once it has joined.
    package let tags: [String: String]
    package let parent: String?
    package let requested: Date
    package let expiration: Date
    private var kept: State
    private var ended: Date?

    init(
        id: String,
        action: Action,
        recipient: AccountID?,
        email: String?,
        notes: String?,
        tags: [String: String],
        parent: String?,
        state: State,
        requested: Date
    ) {
        self.id = id
        self.action = action
        self.recipient = recipient
        self.email = email
        self.notes = notes
        self.tags = tags
        self.parent = parent
        self.requested = requested
        expiration = requested.addingTimeInterval(action.lifetime)
        kept = state
    }

    package func state(at date: Date) -> State { kept.isPending && expiration <= date ? .expired : kept }

    package mutating func setState(_ state: State, at date: Date) {
        kept = state
        ended = state.isPending ? nil : date
    }

    /// Whether it is told at a moment: one that is over is told for 30 days.
    package func isTold(at date: Date) -> Bool {
        guard !state(at: date).isPending else { return true }
        return date < (ended ?? expiration).addingTimeInterval(Self.memory)
    }
}

extension Organization {
    /// The handshakes that are told at a moment, the latest first.
    package func handshakes(at date: Date) -> [Handshake] {
        (allHandshakes ?? [:]).values.filter { $0.isTold(at: date) }
            .sorted { ($1.requested, $0.id) < ($0.requested, $1.id) }
    }

    package func handshake(_ id: String, at date: Date) -> Handshake? {
        allHandshakes?[id].flatMap { $0.isTold(at: date) ? $0 : nil }
    }

    /// The handshake of an ID, whether it is told any more or not.
    package func anyHandshake(_ id: String) -> Handshake? { allHandshakes?[id] }

    package mutating func put(_ handshake: Handshake) {
        allHandshakes = (allHandshakes ?? [:]).merging([handshake.id: handshake]) { $1 }
    }

    /// Begins a handshake, under an ID that none had before.
    package mutating func addHandshake(
        _ action: Handshake.Action,
        with recipient: AccountID?,
        email: String? = nil,
        notes: String? = nil,
        tags: [String: String] = [:],
        parent: String? = nil,
        state: Handshake.State,
        at date: Date
    ) -> Handshake {
        let handshake = Handshake(
            id: "h-" + Self.letters(32, of: "handshake \(nextNumber()) of \(id)"),
            action: action,
            recipient: recipient,
            email: email,
            notes: notes,
            tags: tags,
            parent: parent,
            state: state,
            requested: date
        )
        put(handshake)
        return handshake
    }
}
