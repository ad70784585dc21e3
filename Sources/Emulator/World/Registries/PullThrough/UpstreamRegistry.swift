package import AWSCore

/// A registry that a pull-through cache fetches images from (docs/aws/ecr-features.md, "Pull-through caches").
package struct UpstreamRegistry: Sendable, Codable, Equatable {
    /// As `upstreamRegistry` of the API calls it.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case ecr
        case ecrPublic = "ecr-public"
        case quay
        case kubernetes = "k8s"
        case dockerHub = "docker-hub"
        case gitHub = "github-container-registry"
        case azure = "azure-container-registry"
        case gitLab = "gitlab-container-registry"
        case chainguard

        /// How ECR proves who it is there.
        package var access: Access {
            switch self {
            case .ecr: .role
            case .ecrPublic, .quay, .kubernetes: .open
            case .dockerHub, .gitHub, .azure, .gitLab, .chainguard: .secret
            }
        }
    }

    package enum Access: Sendable {
        /// With nothing.
        case open
        /// With a user name and a token from a secret.
        case secret
        /// In a role of IAM's.
        case role
    }

    /// `upstreamRegistryUrl`: a host name, without a scheme.
    package let host: String
    package let kind: Kind

    /// Nil for a host that ECR does not take; it tells capitals from small letters.
    package init?(_ host: String) {
        guard let kind = Self.kind(of: host) else { return nil }
        self.host = host
        self.kind = kind
    }

    private static func kind(of host: String) -> Kind? {
        switch host {
        case "public.ecr.aws": return .ecrPublic
        case "quay.io": return .quay
        case "registry.k8s.io": return .kubernetes
        case "registry-1.docker.io": return .dockerHub
        case "ghcr.io": return .gitHub
        case "registry.gitlab.com": return .gitLab
        case "cgr.dev": return .chainguard
        default: break
        }
        if host.hasSuffix(azureSuffix), isLabel(host.dropLast(azureSuffix.count)) { return .azure }
        return Self.privateRegistry(host) == nil ? nil : .ecr
    }

    /// The private registry that is meant; nil where it is one of another kind.
    package var privateRegistry: (account: AccountID, region: Region)? { Self.privateRegistry(host) }

    /// By its plain name only, which ECR's other names are not taken for.
    private static func privateRegistry(_ host: String) -> (account: AccountID, region: Region)? {
        guard let known = AWSHost(host), case .registry(let account, let region) = known, known.name == host else {
            return nil
        }
        return (account, region)
    }

    private static let azureSuffix = ".azurecr.io"

    private static func isLabel(_ text: Substring) -> Bool {
        (1...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) || $0 == 0x2D }
    }
}
