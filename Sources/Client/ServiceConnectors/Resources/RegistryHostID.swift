import AWSCore

/// The resource ID of a registry of the `docker` connector: a host with an optional port.
package struct RegistryHostID: Sendable, Equatable {
    /// Docker's own registry.
    package static let dockerHub = "docker.io"

    /// The canonical name.
    package let name: String

    /// Reads a registry's host, with or without a scheme and a repository.
    ///
    /// - Throws: ``ConnectorError`` of kind `value`, with the forms shown.
    package init(_ text: String) throws(ConnectorError) {
        var rest = text[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        let host = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(host.count)
        guard path.isEmpty || path.count > 1, RegistryHostID.isHost(host) else {
            throw .value(
                """
                Invalid resource ID for a Docker registry: \(text). Please provide a valid repository name or URL in the \
                following format:
                DockerHub: docker.io or [https://]index.docker.io/v1/[/<repository-name>]\
                generic OCI registry URI: http[s]://host[:port][/<repository-name>]
                """
            )
        }
        name = host == "index.\(RegistryHostID.dockerHub)" ? RegistryHostID.dockerHub : String(host)
    }

    private static func isHost(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count == 1 || (!parts[1].isEmpty && parts[1].utf8.allSatisfy(\.isDigit)) else {
            return false
        }
        return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { ($0.isWordCharacter && $0 != 0x5F) || $0 == 0x2D }
        }
    }
}
