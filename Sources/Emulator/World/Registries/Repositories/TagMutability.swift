/// Which tags of a repository can be moved (docs/aws/ecr-repositories.md, "Tag mutability").
package struct TagMutability: Sendable, Codable, Equatable {
    /// In the order in which ECR lists them.
    package enum Mode: String, Sendable, Codable, CaseIterable {
        case immutable = "IMMUTABLE"
        case mutable = "MUTABLE"
        case immutableWithExclusion = "IMMUTABLE_WITH_EXCLUSION"
        case mutableWithExclusion = "MUTABLE_WITH_EXCLUSION"

        /// Whether the mode goes with exclusion filters; the others go without.
        package var takesFilters: Bool { self == .immutableWithExclusion || self == .mutableWithExclusion }
    }

    /// How many filters a mode takes that takes some.
    package static let filterCount = 1...5

    /// What a repository has where nothing is said.
    package static let mutable = TagMutability(.mutable)

    package let mode: Mode
    /// The tags that the mode does not hold for; empty where it takes no filters.
    package let exclusionFilters: [TagFilter]

    package init(_ mode: Mode, exclusionFilters: [TagFilter] = []) {
        self.mode = mode
        self.exclusionFilters = mode.takesFilters ? exclusionFilters : []
    }

    /// Whether a tag that stands cannot be moved to another image.
    package func isImmutable(_ tag: String) -> Bool {
        switch mode {
        case .immutable: true
        case .mutable: false
        case .immutableWithExclusion: !isExcluded(tag)
        case .mutableWithExclusion: isExcluded(tag)
        }
    }

    private func isExcluded(_ tag: String) -> Bool { exclusionFilters.contains { $0.admits(tag) } }
}
