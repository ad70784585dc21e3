/// A resource of a policy: `*`, or six parts that are compared each with its own.
struct NaiveResource: Sendable {
    let text: String
    /// Empty where the text is not an ARN.
    let parts: [NaivePattern]

    /// - Parameter variables: whether `${…}` means anything after the fifth colon.
    init(_ text: String, variables: Bool) {
        self.text = text
        // What is left out at the end may be anything: `arn:aws:ecr` is `arn:aws:ecr:*:*:*`.
        var completed = text
        while text.hasPrefix("arn:"), NaiveResource.split(completed).isEmpty { completed += ":*" }
        let parts = NaiveResource.split(completed)
        self.parts = parts.enumerated().map { index, part in
            NaivePattern(part, wildcards: true, variables: variables && index == 5)
        }
    }

    func canBeResolved(_ request: NaiveRequest) -> Bool {
        parts.allSatisfy { $0.canBeResolved(request) }
    }

    /// A resource with a variable that stands for nothing is none at all.
    func matches(_ resource: String, _ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        if text == "*" { return true }
        if resource == "*" { return fault == .starResourceMatchedByPatterns }
        if fault == .wildcardCrossesColon {
            let whole = NaivePattern(text, wildcards: true, variables: true).resolved(request, fault)
            return whole.map { NaivePattern.matches($0, resource, fault) } ?? false
        }
        let resolved = parts.compactMap { $0.resolved(request, fault) }
        return resolved.count == parts.count && NaiveResource.matches(resolved, resource, fault)
    }

    /// Whether each part of a pattern matches its part of an ARN.
    static func matches(_ patterns: [[NaivePattern.Piece]], _ arn: String, _ fault: NaiveFault?) -> Bool {
        let found = split(arn)
        guard patterns.count == 6, found.count == 6 else { return false }
        return zip(patterns, found).allSatisfy { NaivePattern.matches($0, $1, fault) }
    }

    /// Matches as if letters had no case: a fault's doing.
    func matchesIgnoringCase(_ resource: String, _ request: NaiveRequest) -> Bool {
        NaiveResource(text.lowercased(), variables: true).matches(resource.lowercased(), request, nil)
    }

    /// The six parts of an ARN, the last with all further colons; none of anything else.
    static func split(_ text: String) -> [String] {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        return parts.count == 6 && parts[0] == "arn" ? parts : []
    }
}
