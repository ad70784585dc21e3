import AWSProtocols
package import Foundation

/// Which images of a repository expire or go into the archive (docs/aws/ecr-features.md, "Lifecycle policies"): rules, and
/// the text in which ECR answers them.
package struct LifecyclePolicy: Sendable, Equatable {
    /// The most rules of a policy.
    package static let mostRules = 50
    /// The most stars of a pattern of tags.
    package static let mostWildcards = 4
    /// The fewest days that a rule may leave images in the archive.
    package static let shortestArchive = 90
    /// The length of a text as it is sent.
    package static let longest = 30_720

    /// By ascending priority.
    package let rules: [LifecycleRule]

    init(rules: [LifecycleRule]) {
        self.rules = rules.sorted { $0.priority < $1.priority }
    }

    /// - Throws: ``LifecyclePolicyError`` in ECR's words.
    package init(json text: String) throws(LifecyclePolicyError) {
        let value: JSONValue
        do {
            value = try JSONValue.parse(Array(text.utf8), limit: JSONValue.requestLimit)
        } catch {
            throw .notJSON
        }
        try self.init(value)
    }

    /// The policy as ECR answers it: without blanks, its rules in the order of their priorities.
    package var text: String { "{\"rules\":[\(rules.map(\.text).joined(separator: ","))]}" }
}

extension LifecyclePolicy: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(json: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// What a repository does with its images by itself.
package struct RepositoryLifecycle: Sendable, Codable, Equatable {
    package let policy: LifecyclePolicy
    /// When the policy was put. It is evaluated a day later, and once a day from then on.
    package let putAt: Date
    /// The last moment for which it was evaluated; nil where it never was.
    package var evaluatedAt: Date?

    package init(_ policy: LifecyclePolicy, putAt: Date) {
        self.policy = policy
        self.putAt = putAt
    }
}

/// A policy that is tried out on a repository.
package struct LifecyclePreview: Sendable, Codable, Equatable {
    package let policy: LifecyclePolicy
    /// The moment for which it is evaluated.
    package let startedAt: Date

    package init(_ policy: LifecyclePolicy, startedAt: Date) {
        self.policy = policy
        self.startedAt = startedAt
    }
}
