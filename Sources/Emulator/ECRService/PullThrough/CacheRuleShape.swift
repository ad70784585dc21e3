import AWSCore
import AWSProtocols
import Foundation
import World

/// How the ECR API writes pull-through cache rules.
enum CacheRuleShape {
    /// The members that all answers about a rule have; what was never said is left out.
    static func members(_ rule: PullThroughCacheRule, _ call: ECRCall) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "ecrRepositoryPrefix": .string(rule.prefix),
            "registryId": .string(call.caller.accountID.value),
            "upstreamRepositoryPrefix": .string(rule.upstreamPrefix),
        ]
        if let arn = rule.credentialARN { members["credentialArn"] = .string(arn) }
        if let arn = rule.customRoleARN { members["customRoleArn"] = .string(arn) }
        return members
    }

    /// `PullThroughCacheRule` of the API's model.
    static func json(_ rule: PullThroughCacheRule, _ call: ECRCall) -> JSONValue {
        var members = members(rule, call)
        members["upstreamRegistryUrl"] = .string(rule.upstream.host)
        members["upstreamRegistry"] = .string(rule.upstream.kind.rawValue)
        members["createdAt"] = call.timestamp(rule.createdAt)
        members["updatedAt"] = call.timestamp(rule.updatedAt ?? rule.createdAt)
        return .object(members)
    }
}

/// The rule that a call is about: `ecrRepositoryPrefix` and `registryId`.
struct CacheRuleReference: Sendable {
    /// As rules have it.
    let prefix: String
    private let registryID: AccountID?

    init(_ input: inout ECRInput) throws(ECRError) {
        let text = try input.requiredText("ecrRepositoryPrefix", .cachePrefix)
        prefix = RepositoryPrefix.read(text) ?? text
        registryID = try input.registryID()
    }

    /// Another account's registry has no policy that could let anybody in, so that IAM refuses it.
    func question(_ action: String, _ call: ECRCall) -> Question {
        Question(action, on: .account(call.registry(registryID)))
    }

    func notFound(_ call: ECRCall) -> ECRError { .cacheRuleNotFound(prefix, in: call.caller.accountID) }

    /// - Throws: ``notFound(_:)``.
    func rule(_ call: ECRCall) throws(ECRError) -> PullThroughCacheRule {
        guard let rule = call.registrySettings.pullThroughCacheRules[prefix] else { throw notFound(call) }
        return rule
    }
}
