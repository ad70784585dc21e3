package import AWSCore
package import Foundation

/// One change of a world. It is recorded before it is applied, so a world that starts again with the changes it has
/// recorded is the world that was left. Sessions' secrets are in it: it must be kept where only the owner reads.
package enum WorldChange: Sendable, Codable, Equatable {
    case sessionIssued(Session)
    case repositoryCreated(Repository)
    case repositoryDeleted(AccountID, Region, name: String)
    /// Every session of these principals, or of all, ends at this moment.
    case sessionsExpired(of: [ARN]?, at: Date)
    /// Every registry token that these principals, or all, have been issued in this generation or an earlier one ends
    /// at this moment, and a new generation begins.
    case tokensExpired(of: [ARN]?, through: Int, at: Date)
    /// The clock was moved ahead by this many seconds.
    case clockAdvanced(by: TimeInterval)
    /// Back to the world as loaded, in a new token epoch. The clock never goes back: it stands `ahead` seconds ahead
    /// in all. What was recorded before this change has no more effect and need not be kept.
    case reset(epoch: Int, ahead: TimeInterval)

    /// Whether all that was recorded before may be dropped.
    package var supersedesEarlier: Bool {
        if case .reset = self { return true }
        return false
    }

    /// The form in which a change is kept.
    package func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(self)
    }

    /// Reads what ``encoded()`` has written.
    package init(encoded data: Data) throws {
        self = try JSONDecoder().decode(WorldChange.self, from: data)
    }
}
