package import AWSProtocols

/// Reads the input of an operation of IAM.
package typealias IAMInput = InputReader<IAMError>

extension IAMError: InputFailure {
    /// MalformedInput (inferred).
    package static func malformed(_ message: String) -> IAMError { IAMError("MalformedInput", message) }

    /// IAM's own sentence for the first text of other characters than it takes, unless something is missing or too long:
    /// that is told in the words of all services, and before (docs/aws/iam-api.md, "Errors").
    package static func invalid(_ violations: [InputViolation], reporting: InputReporting) -> IAMError {
        let shared = violations.filter { $0.ownWords == nil }
        guard shared.isEmpty, let first = violations.first, let words = first.ownWords else {
            return .invalid(InputViolation.sentence(for: shared) { !hasPrivateValue($0) })
        }
        return .invalid("The specified value for \(first.member) is invalid. \(words)")
    }

    /// Whether it is a value that IAM does not tell again, other than that there is none.
    private static func hasPrivateValue(_ violation: InputViolation) -> Bool {
        violation.constraint != .notNull && privateMembers.contains(violation.memberWithoutNumbers)
    }

    /// docs/aws/iam-api.md, "Errors".
    private static let privateMembers: Set<String> = [
        "description", "tags.key", "tags.value", "passwordReusePrevention", "maxPasswordAge", "minimumPasswordLength",
    ]
}
