package import AWSProtocols
package import World

/// Sets tags of a repository; others stay (docs/aws/ecr-repositories.md, "Tags").
package struct TagResource: ECROperation {
    package static let name = "TagResource"

    private let resource: TaggedResource
    private let tags: ResourceTags

    package init(_ input: inout ECRInput) throws(ECRError) {
        tags = try ResourceTags(&input, isRequired: true)
        resource = try TaggedResource(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: resource.resource, context: tags.requestContext)]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try tags.check()
        try await resource.update(call) { repository in
            repository.tags.merge(tags.values) { $1 }
            guard repository.tags.count <= ResourceTags.limit else { throw ECRError.tooManyTags }
        }
        return .object([:])
    }
}
