package import AWSCore
package import AWSProtocols
import Foundation
import Text

/// A request to S3 as it reads: which operation, on which bucket and object.
package struct S3Request: Sendable {
    package let operation: S3Operation
    /// As sent, whether there is such a bucket or not; nil for the service itself.
    package let bucket: String?
    /// Decoded; nil for a bucket and for the service.
    package let key: String?
    package let parameters: QueryParameters
    /// The account that the bucket must belong to, as the caller says; nil where it says nothing.
    package let expectedOwner: String?
    /// Whether the bucket stands in the host's name.
    package let isVirtualHosted: Bool

    /// - Parameters:
    ///   - path: as sent.
    ///   - query: as sent.
    ///   - bucketOfHost: the bucket that the host's name begins with; nil where the path names it.
    /// - Throws: S3's error for what is malformed, and for a method that nothing answers.
    package init(
        method: String,
        path: some StringProtocol,
        query: some StringProtocol,
        headers: HeaderFields,
        bucketOfHost: String?
    ) throws(S3Error) {
        guard let parameters = QueryParameters(form: query.utf8) else { throw .invalidURI }
        let rest = path.dropFirst()
        let bucket: String?
        let key: Substring
        if let bucketOfHost {
            bucket = bucketOfHost
            key = Substring(rest)
        } else {
            let name = rest.prefix { $0 != "/" }
            bucket = name.isEmpty ? nil : String(name)
            key = Substring(rest.dropFirst(name.count + 1))
        }
        if let bucket, !S3Host.isBucket(bucket) { throw .invalidBucketName(bucket) }
        let level: S3Operation.Level = bucket == nil ? .service : key.isEmpty ? .bucket : .object
        let copies = headers["x-amz-copy-source"] != nil
        let names = Set(parameters.pairs.map(\.name))
        let operation = S3Operation.all.first { operation in
            operation.method == method && operation.level == level && (copies || !operation.copies)
                && operation.query.allSatisfy(names.contains)
        }
        guard let operation else { throw .methodNotAllowed(method) }
        self.operation = operation
        self.bucket = bucket
        self.key = key.isEmpty ? nil : PercentEncoding.text(of: key.utf8) ?? String(key)
        self.parameters = parameters
        expectedOwner = headers["x-amz-expected-bucket-owner"]
        isVirtualHosted = bucketOfHost != nil
    }

    /// The input as the journal shows it.
    package var requestParameters: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if let bucket { members["bucketName"] = .string(bucket) }
        if let key { members["key"] = .string(key) }
        for name in ["max-buckets", "prefix", "bucket-region", "location"] {
            if let value = parameters[name] { members[name] = .string(value) }
        }
        return members
    }
}
