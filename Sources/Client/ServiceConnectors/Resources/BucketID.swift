import AWSCore

/// The resource ID of an `s3-bucket` resource: a bucket's name (docs/zenml/connectors.md, "Resource IDs").
package struct BucketID: Sendable, Equatable {
    package let bucket: String

    /// Reads a bucket's name, its `s3:` URL or its ARN, with or without a path.
    ///
    /// - Throws: ``ConnectorError`` of kind `value`, with the forms shown.
    package init(_ text: String) throws(ConnectorError) {
        var name: Substring? = text[...]
        if text.hasPrefix("s3://") {
            name = text.dropFirst(5).prefix { $0 != "/" }
        } else if text.hasPrefix("arn:") {
            let arn = ARN(text)
            let isBucket =
                arn.map {
                    $0.service == "s3" && $0.region.isEmpty && $0.account.isEmpty
                        && Partition(name: $0.partition) != nil
                } ?? false
            name = isBucket ? arn?.resource.prefix { $0 != "/" } : nil
        }
        guard let name, BucketID.isName(name) else {
            throw .value(
                """
                Invalid resource ID for an S3 bucket: \(text). Supported formats are:
                S3 bucket ARN: arn:aws:s3:::<bucket-name>
                S3 bucket URI: s3://<bucket-name>
                S3 bucket name: <bucket-name>
                """
            )
        }
        bucket = String(name)
    }

    /// The canonical name.
    package var name: String { "s3://" + bucket }

    /// 3 to 63 small letters, digits, dashes and dots, with a letter or a digit at both ends.
    private static func isName(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        func isAlphanumeric(_ byte: UInt8) -> Bool { byte.isDigit || (byte >= 0x61 && byte <= 0x7A) }
        guard (3...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }
    }
}
