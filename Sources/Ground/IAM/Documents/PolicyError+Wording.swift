extension PolicyError {
    /// Each service has its own words for a document that is refused; where it has only one sentence for everything,
    /// `specific` is not told.
    ///
    /// - Parameter specific: what IAM and STS say.
    static func message(_ kind: PolicyKind, _ specific: String) -> String {
        switch kind {
        case .identity, .session, .trust: specific
        case .serviceControl, .resourceControl:
            "The provided policy document does not meet the requirements of the specified policy type."
        case .repository, .publicRepository: "Invalid repository policy provided"
        case .registry: "Invalid registry policy provided"
        case .endpoint: "Invalid policy document"
        }
    }

    /// The error for a text that is not JSON. STS repeats what its JSON reader says and where (docs/aws/sts.md,
    /// "Errors"), IAM does not.
    ///
    /// - Parameter text: from which the number is derived that names the reader's source; on AWS it is any.
    init(_ error: PolicyTextError, kind: PolicyKind, text: String) {
        var message = "Syntax errors in policy."
        if error.problem == .json {
            switch kind {
            case .trust: message = "This policy contains invalid Json"
            case .session:
                message =
                    "\(error.sentence)\n at [Source: java.io.StringReader@\(Self.number(text)); "
                    + "line: \(error.line), column: \(error.column)]"
            default: break
            }
        }
        self.init(
            line: error.line,
            column: error.column,
            problem: error.problem,
            reason: (error.problem == .json ? "not JSON: " : "") + error.reason,
            message: Self.message(kind, message)
        )
    }

    /// FNV-1a, so that the same text always gives the same number.
    private static func number(_ text: String) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return String(hash, radix: 16)
    }
}
