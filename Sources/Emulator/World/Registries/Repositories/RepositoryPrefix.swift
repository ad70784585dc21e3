/// The beginning of repositories' names, as creation templates and pull-through cache rules have it: ``root``, or a name
/// without the `/` that follows it in them: `team` means `team/app` and neither `team` itself nor `teams/app`.
package enum RepositoryPrefix {
    /// The prefix of what applies where no other does.
    package static let root = "ROOT"

    /// The prefix as it is kept, which a user may write with a `/` at the end: to ECR `team` and `team/` are the same. Nil
    /// for what is not a prefix.
    package static func read(_ text: String) -> String? {
        if text == root { return text }
        let prefix = text.hasSuffix("/") ? String(text.dropLast()) : text
        return Repository.isPrefix(prefix) ? prefix : nil
    }

    static func covers(_ prefix: String, _ name: String) -> Bool {
        prefix == root || name.utf8.starts(with: prefix.utf8 + [0x2F])
    }

    /// Of two prefixes that cover a name, the one that reaches further counts.
    static func reach(of prefix: String) -> Int { prefix == root ? 0 : prefix.utf8.count }
}
