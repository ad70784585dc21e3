import AWSCore
package import AWSProtocols
package import World

/// Has repositories below a prefix filled from an upstream registry (docs/aws/ecr.md, "Operations on pull-through caches";
/// docs/aws/ecr-features.md, "Pull-through caches").
package struct CreatePullThroughCacheRule: ECROperation {
    package static let name = "CreatePullThroughCacheRule"
    package static let reporting = InputReporting.all
    /// What is asked besides where a role is given.
    package static let roleAction = CacheCredentials.roleAction

    private let reference: CacheRuleReference
    private let host: String
    private let kind: String?
    private let credentials: CacheCredentials
    private let upstreamPrefix: String?

    package init(_ input: inout ECRInput) throws(ECRError) {
        reference = try CacheRuleReference(&input)
        host = try input.requiredText("upstreamRegistryUrl")
        kind = try input.text("upstreamRegistry", .values(of: UpstreamRegistry.Kind.self))
        credentials = try CacheCredentials(&input)
        upstreamPrefix = try input.text("upstreamRepositoryPrefix", .cachePrefix)
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [reference.question(Self.action, call)] + credentials.questions(call)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let rule = PullThroughCacheRule(
            prefix: reference.prefix,
            upstream: try upstream(call),
            upstreamPrefix: try checkedUpstreamPrefix(),
            credentialARN: credentials.credentialARN,
            customRoleARN: credentials.customRoleARN,
            createdAt: call.now
        )
        try credentials.check(for: rule.upstream, call, else: ECRError.unsupportedUpstream)
        try await call.updateRegistry { registry in
            guard registry.pullThroughCacheRules[rule.prefix] == nil else {
                throw ECRError.cacheRuleAlreadyExists(rule.prefix, in: account)
            }
            guard registry.pullThroughCacheRules.count < PullThroughCacheRule.most else {
                throw ECRError.limitExceeded("pull through cache rules")
            }
            registry.pullThroughCacheRules[rule.prefix] = rule
        }
        var answer = CacheRuleShape.json(rule, call).object ?? [:]
        answer["updatedAt"] = nil
        return .object(answer)
    }

    private func upstream(_ call: ECRCall) throws(ECRError) -> UpstreamRegistry {
        guard let upstream = UpstreamRegistry(host) else {
            throw .unsupportedUpstream("The upstream registry URL \(host) is invalid.")
        }
        guard host != AWSHost.registry(call.caller.accountID, call.region).name else {
            throw .unsupportedUpstream("Upstream registry URL cannot be the same as the cache registry")
        }
        // ECR compares the two where the upstream asks for a secret only.
        guard upstream.kind.access != .secret || kind == nil || kind == upstream.kind.rawValue else {
            throw .unsupportedUpstream("Upstream registry URL and entered upstream registry do not match")
        }
        return upstream
    }

    private func checkedUpstreamPrefix() throws(ECRError) -> String {
        guard let upstreamPrefix else { return RepositoryPrefix.root }
        let prefix = RepositoryPrefix.read(upstreamPrefix) ?? upstreamPrefix
        guard reference.prefix != RepositoryPrefix.root || prefix == RepositoryPrefix.root else {
            throw .invalidParameter(
                "upstreamRepositoryPrefix",
                "must be ROOT when ecrRepositoryPrefix is ROOT"
            )
        }
        return prefix
    }
}
