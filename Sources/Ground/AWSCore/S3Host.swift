/// A host name of S3's for buckets of general purpose: of a region or the global one, alone or below a bucket's name.
///
/// Covers `s3.REGION`, `s3-fips.REGION`, the dual-stack names `s3.dualstack.REGION` and `s3-fips.dualstack.REGION`, the
/// old `s3-REGION`, and the global `s3.amazonaws.com` with its other name `s3-external-1.amazonaws.com`.
package struct S3Host: Hashable, Sendable {
    /// Of the global name `us-east-1`, where it is answered.
    package let region: Region
    /// Whether the name says no region: then a bucket below it is found in whichever region it is.
    package let isGlobal: Bool
    /// The bucket whose name stands before S3's own; nil of S3's own name.
    package let bucket: String?
    /// The whole host name in lower case.
    package let name: String

    /// Reads `s3.amazonaws.com` and what is below it.
    ///
    /// - Parameter name: in lower case.
    init?(global name: String) {
        guard let region = Region("us-east-1") else { return nil }
        for own in ["s3.amazonaws.com", "s3-external-1.amazonaws.com"] {
            if name == own {
                self.init(region: region, isGlobal: true, bucket: nil, name: name)
                return
            }
            if name.hasSuffix("." + own) {
                let bucket = String(name.dropLast(own.utf8.count + 1))
                guard Self.isBucket(bucket) else { return nil }
                self.init(region: region, isGlobal: true, bucket: bucket, name: name)
                return
            }
        }
        return nil
    }

    /// - Parameter labels: what stands before the suffix of `partition`, in lower case.
    init?(_ labels: [Substring], in partition: Partition) {
        var rest = labels[...]
        guard let last = rest.popLast() else { return nil }
        let found: Region?
        if last.hasPrefix("s3-") {
            found = AWSHost.region(last.dropFirst(3), in: partition)
            // Without the form of a region it is another service: s3-control, s3-accesspoint.
            guard found.map({ partition.matches(region: $0.name) }) ?? false else { return nil }
        } else {
            found = AWSHost.region(last, in: partition)
            if rest.last == "dualstack" { rest.removeLast() }
            guard let service = rest.popLast(), service == "s3" || service == "s3-fips" else { return nil }
        }
        guard let found else { return nil }
        let bucket = rest.isEmpty ? nil : rest.joined(separator: ".")
        if let bucket, !Self.isBucket(bucket) { return nil }
        self.init(
            region: found,
            isGlobal: false,
            bucket: bucket,
            name: labels.joined(separator: ".") + "." + partition.suffix
        )
    }

    private init(region: Region, isGlobal: Bool, bucket: String?, name: String) {
        self.region = region
        self.isGlobal = isGlobal
        self.bucket = bucket
        self.name = name
    }

    /// Whether `name` has the form of the names of buckets of general purpose (S3's user guide, bucket naming rules).
    package static func isBucket(_ name: some StringProtocol) -> Bool {
        let bytes = Array(name.utf8)
        func isLetterOrDigit(_ byte: UInt8?) -> Bool { byte.map { $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) } ?? false }
        guard (3...63).contains(bytes.count), isLetterOrDigit(bytes.first), isLetterOrDigit(bytes.last) else {
            return false
        }
        guard bytes.allSatisfy({ isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E }), !name.contains("..") else {
            return false
        }
        // Nothing that looks like an address, and none of the beginnings and ends that mean something else.
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isAddress = parts.count == 4 && parts.allSatisfy { $0.utf8.allSatisfy(\.isDigit) }
        return !isAddress && !["xn--", "sthree-", "amzn-s3-demo-"].contains { name.hasPrefix($0) }
            && !["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].contains { name.hasSuffix($0) }
    }
}
