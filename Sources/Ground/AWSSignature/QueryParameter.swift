/// The query parameters of a presigned request (docs/aws/signatures.md, "Where the signature stands").
enum QueryParameter: String, CaseIterable {
    case algorithm = "X-Amz-Algorithm"
    case credential = "X-Amz-Credential"
    case signature = "X-Amz-Signature"
    case signedHeaders = "X-Amz-SignedHeaders"
    case date = "X-Amz-Date"
    case expires = "X-Amz-Expires"
    case securityToken = "X-Amz-Security-Token"
    case contentSHA256 = "X-Amz-Content-Sha256"

    /// Without these a signature is incomplete; in the order in which AWS misses them.
    static let required: [QueryParameter] = [.algorithm, .credential, .signature, .signedHeaders, .date]
}
