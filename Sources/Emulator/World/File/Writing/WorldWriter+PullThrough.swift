import Foundation

/// Pull-through caches: rules, secrets, and what stands in the place of upstream registries.
extension WorldWriter {
    func pullThroughCacheRule(_ rule: PullThroughCacheRule) -> WrittenValue {
        .record(PullThroughCacheRuleKey.self) { key in
            switch key {
            case .upstream: .text(rule.upstream.host)
            case .upstreamPrefix: rule.upstreamPrefix == RepositoryPrefix.root ? nil : .text(rule.upstreamPrefix)
            case .credentialARN: rule.credentialARN.map { .text($0) }
            case .customRoleARN: rule.customRoleARN.map { .text($0) }
            case .createdAt: created(rule.createdAt)
            }
        }
    }

    func secret(_ secret: UpstreamSecret) -> WrittenValue {
        credentials(secret.credentials).and(
            .record(SecretKey.self) { key in
                switch key {
                case .state: secret.state == .readable ? nil : .word(secret.state.rawValue)
                }
            }
        )
    }

    private func credentials(_ credentials: UpstreamCredentials) -> WrittenValue {
        .record(UpstreamCredentialsKey.self) { key in
            switch key {
            case .username: .text(credentials.username)
            case .accessToken: .text(credentials.accessToken)
            }
        }
    }

    func upstream(_ upstream: Upstream) -> WrittenValue {
        .record(UpstreamKey.self) { key in
            switch key {
            case .credentials: WrittenValue.list(upstream.credentials.map(credentials)).unlessEmpty
            case .failure: upstream.failure.map { .word($0.rawValue) }
            case .repositories: named(upstream.repositories, upstreamRepository)
            }
        }
    }

    private func upstreamRepository(_ repository: UpstreamRepository) -> WrittenValue {
        .record(UpstreamRepositoryKey.self) { key in
            switch key {
            case .images:
                images(
                    repository.images,
                    of: repository.host + "/" + repository.name,
                    createdAt: World.usualCreation
                )
            }
        }
    }
}
