/// How the images of a registry are scanned (docs/aws/ecr.md, "Constraints").
package struct ScanningConfiguration: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// ECR's own scans, on push or when asked for.
        case basic = "BASIC"
        /// Amazon Inspector's.
        case enhanced = "ENHANCED"

        /// How often the rules of a configuration of the kind may scan.
        package var frequencies: [Frequency] {
            switch self {
            case .basic: [.scanOnPush, .manual]
            case .enhanced: [.scanOnPush, .continuous]
            }
        }
    }

    package enum Frequency: String, Sendable, Codable, CaseIterable {
        case scanOnPush = "SCAN_ON_PUSH"
        case continuous = "CONTINUOUS_SCAN"
        case manual = "MANUAL"
    }

    /// How often the repositories are scanned whose names one of the filters has.
    package struct Rule: Sendable, Codable, Equatable {
        package let frequency: Frequency
        package let filters: [RepositoryFilter]

        package init(_ frequency: Frequency, filters: [RepositoryFilter]) {
            self.frequency = frequency
            self.filters = filters
        }
    }

    /// What comes of the rules for one repository.
    package struct Coverage: Sendable, Equatable {
        package let frequency: Frequency
        /// The filters that made it so.
        package let filters: [RepositoryFilter]
    }

    /// The most rules: there is one for each frequency of a kind.
    package static let mostRules = 2
    /// The most filters of a rule.
    package static let mostFilters = 100
    /// The length of a filter.
    package static let filterLength = 1...255
    /// What filters must have the form of, as ECR's errors print it.
    package static let filterPattern = #"^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$"#

    package let kind: Kind
    package let rules: [Rule]

    package init(_ kind: Kind = .basic, rules: [Rule] = []) {
        self.kind = kind
        self.rules = rules
    }

    /// How a repository is scanned: most often first where several rules have it. Without a rule, a basic scan goes by
    /// the repository's own setting, which enhanced scanning does not look at.
    package func coverage(of repository: Repository) -> Coverage {
        for frequency in [Frequency.continuous, .scanOnPush] {
            let filters = filters(of: frequency, for: repository.name)
            if !filters.isEmpty { return Coverage(frequency: frequency, filters: filters) }
        }
        if kind == .basic, repository.scanOnPush { return Coverage(frequency: .scanOnPush, filters: []) }
        return Coverage(frequency: .manual, filters: filters(of: .manual, for: repository.name))
    }

    private func filters(of frequency: Frequency, for name: String) -> [RepositoryFilter] {
        rules.filter { $0.frequency == frequency }.flatMap(\.filters).filter { $0.isFound(in: name) }
    }
}
