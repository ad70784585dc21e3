package import AWSCore
import Synchronization

/// A user name and a token for an upstream registry.
package struct UpstreamCredentials: Sendable, Equatable {
    package let username: String
    package let accessToken: String

    package init(username: String, accessToken: String) {
        self.username = username
        self.accessToken = accessToken
    }
}

/// A secret of Secrets Manager's, as far as pull-through caches read it (docs/aws/ecr-features.md, "Pull-through caches").
package struct UpstreamSecret: Sendable, Equatable {
    /// What becomes of it when ECR reads it.
    package enum State: String, Sendable, CaseIterable {
        case readable = "READABLE"
        /// Its resource policy does not let ECR read it.
        case accessDenied = "ACCESS_DENIED"
        /// Its key does not let ECR decrypt it.
        case undecryptable = "UNDECRYPTABLE"
    }

    /// What the names of all secrets of caches begin with.
    package static let prefix = "ecr-pullthroughcache/"

    /// As its ARN ends: with the dash and the six characters that Secrets Manager adds, where it has them.
    package let name: String
    package let credentials: UpstreamCredentials
    package let state: State

    package init(name: String, credentials: UpstreamCredentials, state: State = .readable) {
        self.name = name
        self.credentials = credentials
        self.state = state
    }

    /// Whether a text has the form of the ARN of such a secret (docs/aws/ecr.md, "Constraints").
    package static func isARN(_ text: String) -> Bool {
        guard let arn = ARN(text), arn.hasPartitionOfAWS, arn.service == "secretsmanager" else { return false }
        let place = arn.region + ":" + arn.account
        guard !arn.region.isEmpty, place.utf8.allSatisfy({ $0.isLetterOrDigitOrDash || $0 == 0x3A }) else {
            return false
        }
        guard arn.resource.hasPrefix("secret:") else { return false }
        return isName(String(arn.resource.dropFirst("secret:".count)))
    }

    /// Whether a text is the name of such a secret.
    package static func isName(_ text: String) -> Bool {
        guard text.hasPrefix(prefix) else { return false }
        let rest = text.utf8.dropFirst(prefix.utf8.count)
        return !rest.isEmpty
            && rest.allSatisfy { byte in byte.isLetterOrDigitOrDash || "/_+=.@".utf8.contains(byte) }
    }

    /// Whether an ARN that ends in `text` means this secret: by its whole name, or without what Secrets Manager added.
    func isMeant(by text: String) -> Bool {
        if text == name { return true }
        guard name.hasPrefix(text + "-") else { return false }
        let added = name.utf8.dropFirst(text.utf8.count + 1)
        return added.count == 6 && added.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0 | 0x20) }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigitOrDash: Bool { isDigit || (0x61...0x7A).contains(self | 0x20) || self == 0x2D }
}

/// Why the secret of a pull-through cache rule is of no use.
package enum UpstreamSecretFailure: Error, Sendable, Equatable {
    case notFound
    case accessDenied
    case undecryptable
}

extension WorldStore {
    /// What a secret holds that a rule of a registry names.
    ///
    /// - Throws: ``UpstreamSecretFailure``.
    package func credentials(
        ofSecret text: String,
        for account: AccountID,
        in region: Region
    ) throws(UpstreamSecretFailure) -> UpstreamCredentials {
        guard let arn = ARN(text), arn.account == account.value, arn.region == region.name,
            arn.resource.hasPrefix("secret:")
        else { throw .notFound }
        let name = String(arn.resource.dropFirst("secret:".count))
        let secrets = state.withLock { $0.accounts[account]?.secrets[region] ?? [] }
        guard let secret = secrets.first(where: { $0.isMeant(by: name) }) else { throw .notFound }
        switch secret.state {
        case .readable: return secret.credentials
        case .accessDenied: throw .accessDenied
        case .undecryptable: throw .undecryptable
        }
    }
}
