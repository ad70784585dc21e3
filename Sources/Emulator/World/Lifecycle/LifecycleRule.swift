import AWSProtocols
import Text

/// A rule of a lifecycle policy: the images that it selects expire or go into the archive (docs/aws/ecr-features.md,
/// "Lifecycle policies").
package struct LifecycleRule: Sendable, Equatable {
    /// Which images a rule is about.
    package enum TagSelection: Sendable, Equatable {
        case any
        case untagged
        /// Images that have, for each prefix, a tag that begins with it.
        case prefixes([String])
        /// Images that have, for each pattern, a tag that matches it; `*` stands for any run of characters.
        case patterns([String])

        /// Whether a rule about these images looks at one with these tags.
        package func admits(_ tags: [String]) -> Bool {
            switch self {
            case .any: true
            case .untagged: tags.isEmpty
            case .prefixes(let prefixes):
                prefixes.allSatisfy { prefix in tags.contains { $0.utf8.starts(with: prefix.utf8) } }
            case .patterns(let patterns):
                patterns.map { WildcardPattern(stars: $0) }.allSatisfy { tags.contains(where: $0.matches) }
            }
        }
    }

    /// Which of these images a rule selects.
    package enum Count: Sendable, Equatable {
        /// All but the so many that were pushed last.
        case imageCountMoreThan(Int)
        /// Those that were pushed more than so many days ago.
        case sinceImagePushed(days: Int)
        /// Those that were last pulled, where they never were pushed, and where they were restored since, restored more
        /// than so many days ago.
        case sinceImagePulled(days: Int)
        /// Those of the archive that came into it more than so many days ago.
        case sinceImageTransitioned(days: Int)
    }

    /// What becomes of the images.
    package enum Action: String, Sendable, Equatable {
        case expire
        /// They go into the archive.
        case transition
    }

    /// A rule with a lower number is applied first.
    package let priority: Int
    /// What the rule is for, in the words of who made it.
    package let summary: String?
    package let tags: TagSelection
    package let count: Count
    package let action: Action

    /// Whether the rule is about images of the archive; it is about all others otherwise.
    package var isAboutArchive: Bool {
        guard case .sinceImageTransitioned = count else { return false }
        return true
    }

    /// The rule as ECR answers it.
    var text: String {
        var members = ["\"rulePriority\":\(priority)"]
        if let summary { members.append("\"description\":\(Self.quoted(summary))") }
        members.append("\"selection\":{\(selection.joined(separator: ","))}")
        let target = action == .transition ? ",\"targetStorageClass\":\"archive\"" : ""
        members.append("\"action\":{\"type\":\"\(action.rawValue)\"\(target)}")
        return "{\(members.joined(separator: ","))}"
    }

    private var selection: [String] {
        var members: [String]
        switch tags {
        case .any: members = ["\"tagStatus\":\"any\""]
        case .untagged: members = ["\"tagStatus\":\"untagged\""]
        case .prefixes(let prefixes):
            members = ["\"tagStatus\":\"tagged\"", "\"tagPrefixList\":[\(Self.list(prefixes))]"]
        case .patterns(let patterns):
            members = ["\"tagStatus\":\"tagged\"", "\"tagPatternList\":[\(Self.list(patterns))]"]
        }
        switch count {
        case .imageCountMoreThan(let number):
            members += ["\"countType\":\"imageCountMoreThan\"", "\"countNumber\":\(number)"]
        case .sinceImagePushed(let days): members += Self.age("sinceImagePushed", days)
        case .sinceImagePulled(let days): members += Self.age("sinceImagePulled", days)
        case .sinceImageTransitioned(let days):
            members += ["\"storageClass\":\"archive\""] + Self.age("sinceImageTransitioned", days)
        }
        return members
    }

    private static func age(_ type: String, _ days: Int) -> [String] {
        ["\"countType\":\"\(type)\"", "\"countUnit\":\"days\"", "\"countNumber\":\(days)"]
    }

    private static func list(_ texts: [String]) -> String { texts.map(quoted).joined(separator: ",") }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
    }
}
