import AWSCore
package import AWSProtocols
import Foundation
package import World

/// Changes how ECR signs in at the upstream of a rule, which is all that can be changed of one (docs/aws/ecr.md, "Operations
/// on pull-through caches").
package struct UpdatePullThroughCacheRule: ECROperation {
    package static let name = "UpdatePullThroughCacheRule"
    package static let reporting = InputReporting.all
    /// What is asked besides where a role is given.
    package static let roleAction = CacheCredentials.roleAction

    private let reference: CacheRuleReference
    private let credentials: CacheCredentials

    package init(_ input: inout ECRInput) throws(ECRError) {
        reference = try CacheRuleReference(&input)
        credentials = try CacheCredentials(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [reference.question(Self.action, call)] + credentials.questions(call)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        // Recorded: pulumi/pulumi-aws#5714.
        guard !credentials.isEmpty else {
            throw .invalidCacheRule(
                "Invalid input: Please set either credential arn or role arn to update the credentials"
            )
        }
        let rule = try reference.rule(call)
        try credentials.check(for: rule.upstream, call, else: ECRError.invalidCacheRule)
        let missing = reference.notFound(call)
        var updated = rule
        try await call.updateRegistry { registry in
            guard var present = registry.pullThroughCacheRules[rule.prefix] else { throw missing }
            present.credentialARN = credentials.credentialARN
            present.customRoleARN = credentials.customRoleARN
            present.updatedAt = call.now
            registry.pullThroughCacheRules[rule.prefix] = present
            updated = present
        }
        var answer = CacheRuleShape.members(updated, call)
        answer["updatedAt"] = call.timestamp(call.now)
        return .object(answer)
    }
}
