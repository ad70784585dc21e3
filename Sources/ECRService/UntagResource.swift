package import AWSProtocols
import IAM
import World

/// Takes tags of a repository away; those that it does not have are passed over (emulator.md D.1, D.6).
package struct UntagResource: ECROperation {
    package static let action = "ecr:UntagResource"

    private let resource: TaggedResource
    private let tagKeys: [String]

    package init(_ members: InputMembers) throws(ECRError) {
        resource = try TaggedResource(members)
        guard let keys = try members.strings("tagKeys") else { throw members.missing("tagKeys") }
        tagKeys = keys
    }

    /// The keys are in the request, their values are not.
    package func questions(_ call: ECRCall) -> [ECRQuestion] {
        let context = RequestContext(tagKeys.isEmpty ? [:] : ["aws:TagKeys": tagKeys])
        return [ECRQuestion(Self.action, on: resource.resource, context: context)]
    }

    package var requestParameters: [String: JSONValue] {
        resource.requestParameters.merging(["tagKeys": .array(tagKeys.map { .string($0) })]) { $1 }
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        for key in tagKeys { try ResourceTags.checkKey(key) }
        try resource.update(call) { repository in
            for key in tagKeys { repository.tags[key] = nil }
        }
        return .object([:])
    }
}
