package import AWSProtocols
package import World

/// The tags of a repository, by key (docs/aws/ecr-repositories.md, "Tags").
package struct ListTagsForResource: ECROperation {
    package static let name = "ListTagsForResource"

    private let resource: TaggedResource

    package init(_ input: inout ECRInput) throws(ECRError) {
        resource = try TaggedResource(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: resource.resource)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let tags = try resource.repository(call).tags.sorted { $0.key < $1.key }
        return .object([
            "tags": .array(tags.map { .object(["Key": .string($0.key), "Value": .string($0.value)]) })
        ])
    }
}
