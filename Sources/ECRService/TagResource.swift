package import AWSProtocols
import World

/// Sets tags of a repository; others stay (emulator.md D.1, D.6).
package struct TagResource: ECROperation {
    package static let action = "ecr:TagResource"

    private let resource: TaggedResource
    private let tags: ResourceTags

    package init(_ members: InputMembers) throws(ECRError) {
        resource = try TaggedResource(members)
        guard members.has("tags") else { throw members.missing("tags") }
        tags = try ResourceTags(members)
    }

    package func questions(_ call: ECRCall) -> [ECRQuestion] {
        [ECRQuestion(Self.action, on: resource.resource, context: tags.requestContext)]
    }

    package var requestParameters: [String: JSONValue] {
        resource.requestParameters.merging(["tags": tags.json]) { $1 }
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try tags.check()
        try resource.update(call) { repository in
            repository.tags.merge(tags.values) { $1 }
            guard repository.tags.count <= ResourceTags.limit else { throw ECRError.tooManyTags }
        }
        return .object([:])
    }
}
