import AWSCore
import Foundation

/// Where a registry is, and what docker's configuration calls it.
package struct RegistryAddress: Sendable, Equatable {
    /// Docker's own registry, under the name that people give it.
    package static let dockerHub = "docker.io"
    private static let dockerHubNames: Set = [dockerHub, "index.docker.io", "registry-1.docker.io"]

    /// The host, with a port where there is one, that requests go to.
    package let host: String
    /// The key of a login in docker's configuration.
    let key: String
    /// The same for the configuration of containers' programs.
    let containersKey: String

    /// - Parameter text: a host with an optional port, with or without `https://` and a path.
    /// - Throws: ``DockerConfigurationError/registry(_:reason:)`` for what is not a host, and for plain HTTP.
    package init(_ text: String) throws(DockerConfigurationError) {
        var rest = text[...]
        if let end = rest.range(of: "://") {
            guard rest[..<end.lowerBound].equalsIgnoringCase("https") else {
                throw .registry(text, reason: "passwords are sent over https only")
            }
            rest = rest[end.upperBound...]
        }
        let host = String(rest.prefix { $0 != "/" })
        let isPlain = host.utf8.allSatisfy { $0.isWordCharacter || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D].contains($0) }
        guard !host.isEmpty, isPlain else { throw .registry(text, reason: "it is not a host name") }
        if RegistryAddress.dockerHubNames.contains(host) {
            self.host = "registry-1.docker.io"
            // The address of the first version of the API, by which docker still knows its own registry.
            (key, containersKey) = ("https://index.docker.io/v1/", RegistryAddress.dockerHub)
        } else {
            (self.host, key, containersKey) = (host, host, host)
        }
    }

    /// Where clients ask whether a login is good.
    package var checkURL: String { "https://\(host)/v2/" }

    /// Whether a key of a configuration means this registry: docker writes a plain host, older programs an address.
    func isNamed(by key: some StringProtocol) -> Bool {
        var rest = Substring(key)
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        let host = String(rest.prefix { $0 != "/" })
        return host == self.host || host == containersKey
            || (containersKey == RegistryAddress.dockerHub && RegistryAddress.dockerHubNames.contains(host))
    }

    /// Whether the registry's password may go to a server that gives tokens for it: over TLS, and to the registry itself or
    /// to a host of the domain that the registry stands in, as `auth.docker.io` is to `registry-1.docker.io`.
    func trusts(realm: String) -> Bool {
        guard let end = realm.range(of: "://"), realm[..<end.lowerBound].equalsIgnoringCase("https") else {
            return false
        }
        let authority = realm[end.upperBound...].prefix { !"/?#".contains($0) }
        if authority.equalsIgnoringCase(host) { return true }
        // Names alone: another port, a user or an IP address is another server.
        let isName = { (text: Substring) in text.utf8.allSatisfy { $0.isWordCharacter || $0 == 0x2D || $0 == 0x2E } }
        guard isName(authority), isName(host[...]) else { return false }
        let labels = host.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), labels.last?.contains(where: \.isLetter) == true
        else { return false }
        let domain = (labels.count > 2 ? labels.dropFirst() : labels[...]).joined(separator: ".")
        let realmHost = authority.lowercased()
        return realmHost == domain || realmHost.hasSuffix("." + domain)
    }
}
