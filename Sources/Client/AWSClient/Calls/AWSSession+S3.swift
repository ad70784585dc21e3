import AWSCore
import AWSProtocols
import CurlHTTP

extension AWSSession {
    package func listBuckets() async throws(AWSCallError) -> [String] {
        let operation = "ListBuckets"
        let answer = try await caller.succeed(AWSCaller.Message(service: .s3, operation: operation, method: "GET"))
        guard let document = try? AWSQuery.parse(answer), document.name == "ListAllMyBucketsResult" else {
            throw .unreadableAnswer(operation: operation, reason: "it is not the XML of a result")
        }
        return document["Buckets"]?.children.compactMap { $0["Name"]?.text } ?? []
    }

    /// A bucket of another region is asked for once more, where the answer names that region, as botocore does.
    package func headBucket(name: String) async throws(AWSCallError) {
        let message = AWSCaller.Message(service: .s3, operation: "HeadBucket", method: "HEAD", bucket: name)
        var answer = try await caller.send(message)
        if [301, 307, 400].contains(answer.response.status),
            let region = answer.response.headers["x-amz-bucket-region"], region != caller.region
        {
            var elsewhere = caller
            elsewhere.region = region
            answer = try await elsewhere.send(message)
        }
        guard answer.isSuccess else { throw caller.refusal(answer, of: message) }
    }
}
