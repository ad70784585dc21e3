package import AWSCore
package import Foundation

/// When and where somebody last tried to use an action, whatever came of it (docs/aws/iam-api.md, "Last accessed
/// information").
package struct AccessAttempt: Sendable, Equatable, Codable {
    package let date: Date
    package let region: Region

    package init(date: Date, region: Region) {
        self.date = date
        self.region = region
    }
}

/// Whose attempts are remembered together.
struct Accessor: Sendable, Hashable {
    let account: AccountID
    /// The unique ID of a user or a role, the account's number for root, and ``gone`` for all who are deleted.
    let id: String

    /// Stands for the users and roles of an account that are deleted.
    static let gone = "-"
}

/// The last attempts of one principal, by action: `ecr:PutImage`.
package typealias LastAccess = [String: AccessAttempt]

extension LastAccess {
    /// How long attempts are told of, in seconds: 400 days.
    private static let period: TimeInterval = 400 * 86_400

    /// Those that are still told of.
    package func within(periodUpTo now: Date) -> LastAccess {
        filter { now.timeIntervalSince($0.value.date) <= Self.period }
    }

    /// The latest attempts of all, by the prefix of their service.
    package var byService: [String: AccessAttempt] {
        reduce(into: [:]) { services, attempt in
            let prefix = String(attempt.key.prefix { $0 != ":" })
            if let other = services[prefix], other.date >= attempt.value.date { return }
            services[prefix] = attempt.value
        }
    }
}
