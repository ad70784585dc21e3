package import AWSProtocols

/// Reads the input of an operation of STS.
package typealias STSInput = InputReader<STSError>

extension STSError: InputFailure {
    /// MalformedInput (inferred).
    package static func malformed(_ message: String) -> STSError { STSError("MalformedInput", message) }

    /// All violations in one ValidationError (docs/aws/sts.md, "Errors").
    package static func invalid(_ violations: [InputViolation], reporting: InputReporting) -> STSError {
        STSError("ValidationError", InputViolation.sentence(for: violations))
    }
}
