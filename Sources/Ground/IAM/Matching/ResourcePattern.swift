import Text

/// One entry of `Resource` or `NotResource`: `*`, or an ARN with wildcards and, in its last part, variables
/// (docs/aws/iam.md, "Documents").
struct ResourcePattern: Sendable, Equatable {
    /// Indirect: patterns are many, and passing one on must not copy all of its parts.
    private indirect enum Form: Sendable, Equatable {
        case everything
        case fixed(ARNPattern)
        case template(ARNHeadPattern, PolicyTemplate)
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
        let head = ARNHeadPattern(
            scheme: WildcardPattern(parts[0]),
            partition: WildcardPattern(parts[1]),
            service: WildcardPattern(parts[2]),
            region: WildcardPattern(parts[3]),
            account: WildcardPattern(parts[4])
        )
        if let tokens = last.fixedTokens {
            form = .fixed(ARNPattern(head, resource: WildcardPattern(tokens)))
        } else {
            form = .template(head, last)
        }
    }

    var variables: [PolicyTemplate.Variable] {
        guard case .template(_, let last) = form else { return [] }
        return last.variables
    }

    /// - Parameters:
    ///   - resource: an ARN, or `*`, which only the pattern `*` matches.
    ///   - parts: those of `resource`; nil where it is not an ARN.
    func matches(_ resource: borrowing Span<UInt8>, _ parts: ARNParts?, in context: RequestContext) -> Bool {
        switch form {
        case .everything: return true
        case .fixed(let pattern):
            guard let parts else { return false }
            return pattern.matches(resource, parts)
        case .template(let head, let last):
            guard let parts else { return false }
            return last.matches(resource.extracting(parts.resource), in: context) && head.matches(resource, parts)
        }
    }

    /// The pattern as it reads for one request; as it stands in the document where a variable has no value.
    func text(in context: RequestContext) -> String {
        guard case .template(_, let last) = form, let tokens = last.tokens(in: context) else { return text }
        return PolicyTemplate.split(text, count: 6).prefix(5).joined(separator: ":") + ":"
            + WildcardPattern.text(tokens)
    }
}
