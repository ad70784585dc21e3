import AWSCore
package import AWSProtocols
package import World

/// Takes a rule away; what it has brought stays (docs/aws/ecr.md, "Operations on pull-through caches").
package struct DeletePullThroughCacheRule: ECROperation {
    package static let name = "DeletePullThroughCacheRule"
    package static let reporting = InputReporting.all

    private let reference: CacheRuleReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        reference = try CacheRuleReference(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { [reference.question(Self.action, call)] }

    /// - Returns: the rule that was there.
    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let missing = reference.notFound(call)
        var removed: PullThroughCacheRule?
        try await call.updateRegistry { registry in
            guard let rule = registry.pullThroughCacheRules.removeValue(forKey: reference.prefix) else { throw missing }
            removed = rule
        }
        guard let removed else { throw missing }
        var answer = CacheRuleShape.members(removed, call)
        answer["upstreamRegistryUrl"] = .string(removed.upstream.host)
        answer["createdAt"] = call.timestamp(removed.createdAt)
        return .object(answer)
    }
}
