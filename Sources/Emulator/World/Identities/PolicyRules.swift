import IAM

/// What AWS asks of the size of policies (IAM, Organizations and ECR quotas). Each rule answers what is wrong and what to
/// do, or nil.
enum PolicyRules {
    static func size(_ document: PolicyDocument, of what: String) -> String? {
        size([document], limit: document.kind.characterLimit, of: what)
    }

    /// Whether documents of a kind, taken together, are not larger than AWS takes.
    static func size(_ documents: some Collection<PolicyDocument>, limit: Int, of what: String) -> String? {
        let size = documents.reduce(0) { $0 + $1.characterCount }
        guard size > limit, let kind = documents.first?.kind else { return nil }
        let blanks = kind.countsWhiteSpace ? "" : " besides blanks"
        return "\(what) has \(size) characters\(blanks), and AWS takes \(limit); shorten it"
    }
}
