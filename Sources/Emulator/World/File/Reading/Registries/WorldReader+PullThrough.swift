import AWSCore
import Foundation
import IAM

/// Pull-through caches: rules, secrets, and the upstream registries that stand in the place of real ones.
extension WorldReader {
    /// The rules of a region, by prefix.
    func pullThroughCacheRules(
        _ field: YAMLField,
        of account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> [String: PullThroughCacheRule] {
        var rules: [String: PullThroughCacheRule] = [:]
        for member in try field.members() {
            guard PullThroughCacheRule.prefixLength.contains(member.key.utf8.count),
                let prefix = RepositoryPrefix.read(member.key)
            else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not a prefix of a pull-through cache rule; write ROOT, or the beginning of "
                        + "repository names up to a /, such as docker-hub, in 2 to 30 characters"
                )
            }
            guard rules[prefix] == nil else {
                throw member.value.error(
                    at: member.line,
                    "there are two pull-through cache rules for '\(prefix)' in \(region); keep one"
                )
            }
            let field = member.value.named("pull-through cache rule '\(member.key)'")
            rules[prefix] = try rule(prefix, field, line: member.line, of: account, region)
        }
        try field.requireEntries(rules.count, atMost: PullThroughCacheRule.most)
        return rules
    }

    private func rule(
        _ prefix: String,
        _ field: YAMLField,
        line: Int,
        of account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> PullThroughCacheRule {
        let record = try field.record(PullThroughCacheRuleKey.self)
        guard let host = record[.upstream] else {
            throw field.error(
                at: line,
                "\(field.what) has no upstream; add upstream: with a host such as registry-1.docker.io"
            )
        }
        let rule = PullThroughCacheRule(
            prefix: prefix,
            upstream: try upstream(host, for: account, region),
            upstreamPrefix: try record[.upstreamPrefix].map { field throws(WorldFileError) in
                try upstreamPrefix(field, of: prefix)
            } ?? RepositoryPrefix.root,
            credentialARN: try record[.credentialARN].map { field throws(WorldFileError) in try secretARN(field) },
            customRoleARN: try record[.customRoleARN].map { field throws(WorldFileError) in
                try role(field, of: account)
            },
            createdAt: try record[.createdAt]?.moment() ?? Self.usualCreation
        )
        try field.refuse(rule.mismatch(in: account).map { "\(field.what) \($0)" }, at: line)
        return rule
    }

    private func upstream(
        _ field: YAMLField,
        for account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> UpstreamRegistry {
        let host = try field.text()
        guard let registry = UpstreamRegistry(host) else {
            throw field.error("\(field.what) is '\(host)'; \(Self.hosts)")
        }
        guard host != AWSHost.registry(account, region).name else {
            throw field.error("\(field.what) is the registry that the rule is for; name another one")
        }
        return registry
    }

    private static let hosts =
        "write public.ecr.aws, quay.io, registry.k8s.io, registry-1.docker.io, ghcr.io, registry.gitlab.com, cgr.dev, "
        + "NAME.azurecr.io, or the host of a private registry of ECR's"

    private func upstreamPrefix(_ field: YAMLField, of prefix: String) throws(WorldFileError) -> String {
        let text = try field.text()
        guard PullThroughCacheRule.prefixLength.contains(text.utf8.count), let read = RepositoryPrefix.read(text) else {
            throw field.error(
                "\(field.what) is '\(text)'; write ROOT, or the beginning of repository names up to a /, in 2 to 30 "
                    + "characters"
            )
        }
        guard read == RepositoryPrefix.root || prefix != RepositoryPrefix.root else {
            throw field.error("\(field.what) is '\(text)', and a rule for ROOT takes ROOT only; take it out")
        }
        return read
    }

    private func secretARN(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        guard (50...612).contains(text.utf8.count), UpstreamSecret.isARN(text) else {
            throw field.error(
                "\(field.what) is '\(text)'; write the ARN of a secret, such as "
                    + "arn:aws:secretsmanager:REGION:ACCOUNT:secret:ecr-pullthroughcache/NAME"
            )
        }
        return text
    }

    private func role(_ field: YAMLField, of account: AccountID) throws(WorldFileError) -> String {
        let text = try field.text()
        guard text.utf8.count <= RepositoryCreationTemplate.longestRoleARN, let arn = ARN(text), arn.service == "iam",
            arn.account == account.value, arn.resource.hasPrefix("role/")
        else {
            throw field.error(
                "\(field.what) is '\(text)'; write the ARN of a role of account \(account), such as "
                    + "arn:aws:iam::\(account):role/NAME"
            )
        }
        return text
    }

    /// The secrets of a region. None at all counts as an empty mapping.
    func secrets(_ field: YAMLField?) throws(WorldFileError) -> [UpstreamSecret] {
        var secrets: [UpstreamSecret] = []
        for member in try field?.members() ?? [] {
            guard UpstreamSecret.isName(member.key) else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not the name of a secret for pull-through caches; write "
                        + "ecr-pullthroughcache/NAME, with letters, digits and characters of /_+=.@-"
                )
            }
            let field = member.value.named("secret '\(member.key)'")
            let (record, other) = try field.record(UpstreamCredentialsKey.self, SecretKey.self)
            secrets.append(
                UpstreamSecret(
                    name: member.key,
                    credentials: try credentials(record, of: field, line: member.line),
                    state: try other[.state]?.choice(of: UpstreamSecret.State.self) ?? .readable
                )
            )
        }
        return secrets
    }

    private func credentials(
        _ record: [UpstreamCredentialsKey: YAMLField],
        of field: YAMLField,
        line: Int
    ) throws(WorldFileError) -> UpstreamCredentials {
        guard let username = record[.username], let token = record[.accessToken] else {
            throw field.error(at: line, "\(field.what) takes username and access_token; add what is missing")
        }
        return UpstreamCredentials(username: try username.text(), accessToken: try token.text())
    }

    /// What stands in the place of registries of others, by host.
    mutating func upstreams(_ field: YAMLField?) throws(WorldFileError) -> [String: Upstream] {
        var upstreams: [String: Upstream] = [:]
        for member in try field?.members() ?? [] {
            guard let registry = UpstreamRegistry(member.key) else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not an upstream of pull-through caches; \(Self.hosts)"
                )
            }
            guard registry.kind != .ecr else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is a private registry of ECR's; its repositories stand below accounts:"
                )
            }
            upstreams[member.key] = try upstream(registry, member.value.named("upstream '\(member.key)'"))
        }
        return upstreams
    }

    private func upstream(_ registry: UpstreamRegistry, _ field: YAMLField) throws(WorldFileError) -> Upstream {
        let record = try field.record(UpstreamKey.self)
        var credentials: [UpstreamCredentials] = []
        for entry in try record[.credentials]?.list() ?? [] {
            let record = try entry.record(UpstreamCredentialsKey.self)
            credentials.append(try self.credentials(record, of: entry, line: entry.line))
        }
        var repositories: [String: UpstreamRepository] = [:]
        for member in try record[.repositories]?.members() ?? [] {
            try begin(member)
            try member.requireRepositoryName()
            let field = member.value.named("repository '\(member.key)' of \(registry.host)")
            let record = try field.record(UpstreamRepositoryKey.self)
            repositories[member.key] = UpstreamRepository(
                host: registry.host,
                name: member.key,
                images: try ImageReader.images(record[.images], of: member.key, at: registry.host)
            )
        }
        return Upstream(
            registry: registry,
            credentials: credentials,
            failure: try record[.failure]?.choice(of: Upstream.Failure.self),
            repositories: repositories
        )
    }
}

extension PullThroughCacheRule {
    /// What of its upstream and its way to sign in there does not go together; nil where all does.
    fileprivate func mismatch(in account: AccountID) -> String? {
        switch upstream.kind.access {
        case .open where credentialARN != nil || customRoleARN != nil:
            "has credentials, and \(upstream.host) takes none; take them out"
        case .secret where credentialARN == nil:
            "has no secret, and \(upstream.host) takes one; add credential_arn:"
        case .secret where customRoleARN != nil:
            "has a role, and \(upstream.host) takes a secret; take custom_role_arn out"
        case .role where credentialARN != nil:
            "has a secret, and \(upstream.host) takes a role; take credential_arn out"
        case .role where customRoleARN == nil && upstream.privateRegistry?.account != account:
            "has no role, and a registry of another account takes one; add custom_role_arn:"
        default: nil
        }
    }
}
