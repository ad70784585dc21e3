import AWSCore
package import AWSProtocols
import Images
package import World

/// Tries whether ECR gets in at the upstream of a rule (docs/aws/ecr.md, "Operations on pull-through caches"). Nothing is
/// fetched.
package struct ValidatePullThroughCacheRule: ECROperation {
    package static let name = "ValidatePullThroughCacheRule"
    package static let reporting = InputReporting.all

    private let reference: CacheRuleReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        reference = try CacheRuleReference(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { [reference.question(Self.action, call)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let rule = try reference.rule(call)
        let upstream = UpstreamImages(by: rule, of: call.caller.accountID, call.region, call.world, call.store)
        var answer = CacheRuleShape.members(rule, call)
        answer["upstreamRegistryUrl"] = .string(rule.upstream.host)
        do throws(UpstreamFailure) {
            try upstream.authenticate()
            answer["isValid"] = true
        } catch {
            answer["isValid"] = false
            answer["failure"] = .string(error.sentence)
        }
        return .object(answer)
    }
}
