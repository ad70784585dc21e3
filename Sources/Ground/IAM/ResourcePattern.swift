/// One entry of `Resource` or `NotResource`: `*`, or an ARN with wildcards and, in its last part, variables
/// (docs/aws/iam.md, "Documents").
struct ResourcePattern: Sendable, Equatable {
    private enum Form: Sendable, Equatable {
        case everything
        case fixed(ARNPattern)
        case template([WildcardPattern], PolicyTemplate)
    }

    /// As it stands in the document.
    let text: String
    private let form: Form

    /// - Parameters:
    ///   - text: `*`, or an ARN. Parts that it lacks are taken as `*`, which is how AWS reads `arn:aws:ecr`.
    ///   - variables: whether variables after the fifth colon are replaced. Before it they stand for themselves.
    /// - Returns: nil where a variable is malformed.
    init?(_ text: String, variables: Bool) {
        self.text = text
        guard text != "*" else {
            form = .everything
            return
        }
        var parts = PolicyTemplate.split(text, count: 6)
        while parts.count < 6 { parts.append("*") }
        guard let last = PolicyTemplate(parts[5], wildcards: true, variables: variables) else { return nil }
        let first = parts.prefix(5).map { WildcardPattern($0) }
        if let tokens = last.fixedTokens {
            form = .fixed(ARNPattern(parts: first + [WildcardPattern(tokens)]))
        } else {
            form = .template(first, last)
        }
    }

    var variables: [PolicyTemplate.Variable] {
        guard case .template(_, let last) = form else { return [] }
        return last.variables
    }

    /// - Parameter resource: an ARN, or `*`, which only the pattern `*` matches.
    func matches(_ resource: String, in context: RequestContext) -> Bool {
        switch form {
        case .everything: return true
        case .fixed(let pattern): return pattern.matches(resource)
        case .template(let first, let last):
            guard let tokens = last.tokens(in: context) else { return false }
            return ARNPattern(parts: first + [WildcardPattern(tokens)]).matches(resource)
        }
    }

    /// The pattern as it reads for one request; as it stands in the document where a variable has no value.
    func text(in context: RequestContext) -> String {
        guard case .template(_, let last) = form, let tokens = last.tokens(in: context) else { return text }
        return PolicyTemplate.split(text, count: 6).prefix(5).joined(separator: ":") + ":"
            + WildcardPattern.text(tokens)
    }
}
