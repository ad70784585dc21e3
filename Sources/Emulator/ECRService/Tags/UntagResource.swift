package import AWSProtocols
import IAM
package import World

/// Takes tags of a repository away; those that it does not have are passed over (docs/aws/ecr-repositories.md, "Tags").
package struct UntagResource: ECROperation {
    package static let name = "UntagResource"

    private let resource: TaggedResource
    private let tagKeys: [String]

    package init(_ input: inout ECRInput) throws(ECRError) {
        tagKeys = try input.requiredTexts("tagKeys", input.isPublic ? .length(0...200) + .elements(.tagKey) : [])
        resource = try TaggedResource(&input)
    }

    /// The keys are in the request, their values are not.
    package func questions(_ call: ECRCall) -> [Question] {
        let context = RequestContext(tagKeys.isEmpty ? [:] : ["aws:TagKeys": tagKeys])
        return [Question(Self.action, on: resource.resource, context: context)]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        for key in tagKeys { try ResourceTags.checkKey(key) }
        try await resource.update(call) { repository in
            for key in tagKeys { repository.tags[key] = nil }
        }
        return .object([:])
    }
}
