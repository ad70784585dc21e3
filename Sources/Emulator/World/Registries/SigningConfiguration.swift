import AWSCore
package import Foundation

/// Which images AWS Signer is to sign when they are pushed (docs/aws/ecr.md, "Constraints").
package struct SigningConfiguration: Sendable, Codable, Equatable {
    /// A signing profile, and the repositories whose images it signs.
    package struct Rule: Sendable, Codable, Equatable {
        /// The ARN of the profile.
        package let profile: String
        /// Nil for every repository.
        package let filters: [RepositoryFilter]?

        package init(profile: String, filters: [RepositoryFilter]?) {
            self.profile = profile
            self.filters = filters
        }

        func covers(_ repository: String) -> Bool { filters?.contains { $0.matches(repository) } ?? true }
    }

    package static let mostRules = 10
    /// How many filters a rule has that has some.
    package static let filterCount = 1...100
    /// The length of a filter.
    package static let filterLength = 1...256
    /// What filters must have the form of, as ECR's errors print it.
    package static let filterPattern = "^(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*$"
    package static let longestProfile = 200
    /// What profiles must have the form of, as ECR's errors print it.
    package static let profilePattern =
        #"^arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\/signing-profiles\/[a-zA-Z0-9_]{2,}$"#

    package let rules: [Rule]
    /// Images that were pushed before are not signed.
    package let since: Date

    package init(rules: [Rule], since: Date) {
        self.rules = rules
        self.since = since
    }

    /// The profiles that sign an image pushed to a repository at a moment, each once, in the order of the rules.
    package func profiles(for repository: String, pushedAt: Date) -> [String] {
        guard pushedAt >= since else { return [] }
        var seen: Set<String> = []
        return rules.filter { $0.covers(repository) }.map(\.profile).filter { seen.insert($0).inserted }
    }

    /// Whether a text has the form of a signing profile's ARN.
    package static func isProfile(_ text: String) -> Bool {
        let prefix = "/signing-profiles/"
        guard let arn = ARN(text), arn.hasPartitionOfAWS, arn.service == "signer", !arn.region.isEmpty,
            arn.region.utf8.allSatisfy({ $0.isDigit || (0x61...0x7A).contains($0) || $0 == 0x2D }),
            AccountID(arn.account) != nil, arn.resource.hasPrefix(prefix)
        else { return false }
        let name = arn.resource.utf8.dropFirst(prefix.utf8.count)
        return name.count >= 2 && name.allSatisfy(\.isWordCharacter)
    }
}
