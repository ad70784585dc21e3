/// What a signing key is good for: `DATE/REGION/SERVICE/aws4_request` (docs/aws/signatures.md, "The computation").
package struct CredentialScope: Sendable, Hashable, CustomStringConvertible {
    /// The last part of every scope.
    package static let terminator = "aws4_request"

    /// `YYYYMMDD`, UTC.
    package let date: String
    package let region: String
    /// The signing name, `ecr` or `sts`.
    package let service: String

    package init(date: String, region: String, service: String) {
        self.date = date
        self.region = region
        self.service = service
    }

    package var description: String { "\(date)/\(region)/\(service)/\(CredentialScope.terminator)" }
}
