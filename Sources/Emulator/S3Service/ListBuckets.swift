import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import World

/// The buckets of the caller's account, in all regions and by name (S3's API reference, ListBuckets).
package enum ListBuckets {
    package static let name = "ListBuckets"

    private static let mostBuckets = 10_000
    private static let longestToken = 1_024
    private static let question = "buckets"

    package static func answer(_ request: S3Request, _ call: S3Call) throws(S3Error) -> S3Answer {
        let parameters = request.parameters
        let prefix = parameters["prefix"]
        let regionName = parameters["bucket-region"]
        if let regionName, regionName != call.region.name {
            // "Requests made to a Regional endpoint that is different from the bucket-region parameter are not supported"
            // (the text of the error is inferred).
            throw .invalidArgument(
                "The bucket-region must be the region of the endpoint, \(call.region).",
                "bucket-region",
                regionName
            )
        }
        let size = try size(parameters["max-buckets"])
        let last = try last(parameters["continuation-token"], call)
        let rest = call.world.buckets(of: call.account).filter { bucket in
            bucket.name > last ?? "" && bucket.name.hasPrefix(prefix ?? "")
                && (regionName == nil || bucket.region.name == regionName)
        }
        let page = rest.prefix(size)
        // Of a list that is asked for in parts, or in part, S3 tells the regions as well.
        let namesRegions = ["max-buckets", "continuation-token", "prefix", "bucket-region"].contains {
            parameters[$0] != nil
        }
        var children = [
            XMLNode("Owner", [XMLNode("ID", text: call.world.canonicalUserID(of: call.account))]),
            XMLNode("Buckets", page.map { node($0, call, namesRegion: namesRegions) }),
        ]
        if rest.count > page.count, let last = page.last {
            let token = CheckedText.encode([question, call.account.value, last.name].joined(separator: "|"))
            children.append(XMLNode("ContinuationToken", text: token))
        }
        if let prefix { children.append(XMLNode("Prefix", text: prefix)) }
        return S3Answer(XMLNode("ListAllMyBucketsResult", children))
    }

    private static func node(_ bucket: Bucket, _ call: S3Call, namesRegion: Bool) -> XMLNode {
        var children = [
            XMLNode("Name", text: bucket.name),
            XMLNode("CreationDate", text: AWSDate.extended(call.time.forClients(bucket.createdAt))),
        ]
        if namesRegion { children.append(XMLNode("BucketRegion", text: bucket.region.name)) }
        return XMLNode("Bucket", children)
    }

    private static func size(_ text: String?) throws(S3Error) -> Int {
        guard let text else { return mostBuckets }
        guard let number = Int(text), (1...mostBuckets).contains(number) else {
            throw .invalidArgument(
                "Argument max-buckets must be an integer between 1 and \(mostBuckets)",
                "max-buckets",
                text
            )
        }
        return number
    }

    /// The name of the last bucket of the page before.
    private static func last(_ token: String?, _ call: S3Call) throws(S3Error) -> String? {
        guard let token else { return nil }
        let parts = token.utf8.count <= longestToken ? CheckedText.decode(token)?.split(separator: "|") : nil
        guard let parts, parts.count == 3, parts[0] == question, parts[1] == call.account.value else {
            throw .invalidArgument("The continuation token provided is incorrect", "continuation-token", token)
        }
        return String(parts[2])
    }
}
