import AWSCore
import AWSProtocols
import Foundation
import IAM
import World

/// How the ECR API writes repository creation templates.
enum TemplateShape {
    /// `RepositoryCreationTemplate` of the API's model; what was never said is left out.
    static func json(_ template: RepositoryCreationTemplate, _ call: ECRCall) -> JSONValue {
        var members: [String: JSONValue] = [
            "prefix": .string(template.prefix),
            "encryptionConfiguration": template.encryption.json,
            "resourceTags": .array(
                template.tags.sorted { $0.key < $1.key }
                    .map { .object(["Key": .string($0.key), "Value": .string($0.value)]) }
            ),
            "appliedFor": .array(template.appliedFor.map { .string($0.rawValue) }),
            "createdAt": call.timestamp(template.createdAt),
            "updatedAt": call.timestamp(template.updatedAt),
        ]
        if let summary = template.summary { members["description"] = .string(summary) }
        if let policy = template.policy { members["repositoryPolicy"] = .string(policy.text) }
        if let policy = template.lifecyclePolicy { members["lifecyclePolicy"] = .string(policy.text) }
        if let role = template.customRoleARN { members["customRoleArn"] = .string(role) }
        return .object(members.merging(template.tagMutability.members) { $1 })
    }

    /// What the operations on one template answer.
    static func answer(_ template: RepositoryCreationTemplate, _ call: ECRCall) -> JSONValue {
        .object([
            "registryId": .string(call.caller.accountID.value),
            "repositoryCreationTemplate": json(template, call),
        ])
    }
}

extension ECRInput {
    /// `prefix`, which every call on one template requires, as templates have it.
    mutating func templatePrefix() throws(ECRError) -> String {
        let text = try requiredText("prefix", .templatePrefix)
        return RepositoryPrefix.read(text) ?? text
    }
}
