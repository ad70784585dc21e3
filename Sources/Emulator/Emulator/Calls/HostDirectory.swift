import AWSCore
import Synchronization

/// What the host names of requests stand for. Reading a name costs more than a call should pay, and clients use few of
/// them, so the answers are kept.
final class HostDirectory: Sendable {
    enum Meaning: Sendable, Equatable {
        /// A host of AWS's that is emulated.
        case aws(AWSHost)
        /// A name under AWS's suffixes that Drydock does not stand in for.
        case foreignAWS
        /// An address at which machines of AWS's find out about themselves: `169.254.169.254` or `169.254.170.2`.
        case metadata(MetadataService.Endpoint)
        /// `localhost` or a loopback address.
        case loopback
        /// Any other name: it tells nothing about the service.
        case other
        /// No host name at all: it has characters that none has.
        case malformed
    }

    private static let limit = 1_000

    private let known = Mutex(BoundedCache<String, Meaning>(capacity: limit))

    /// - Parameter authority: a `Host` header's value, port included.
    func meaning(of authority: String) -> Meaning {
        if let meaning = known.withLock({ $0.value(of: authority) }) { return meaning }
        let meaning = Self.read(authority)
        if meaning == .malformed { return meaning }
        known.withLock { $0.keep(meaning, of: authority) }
        return meaning
    }

    private static func read(_ authority: String) -> Meaning {
        guard authority.utf8.count <= 300, authority.utf8.allSatisfy(isAuthorityByte) else { return .malformed }
        let host = hostName(authority)
        if let found = AWSHost(host) { return .aws(found) }
        if AWSHost.isAWSName(host) { return .foreignAWS }
        if let endpoint = metadataEndpoint(host) { return .metadata(endpoint) }
        return isLoopback(host) ? .loopback : .other
    }

    /// The metadata endpoint of a link-local address; nil of any other host.
    ///
    /// - Parameter host: without port and brackets.
    static func metadataEndpoint(_ host: some StringProtocol) -> MetadataService.Endpoint? {
        switch host {
        case "169.254.169.254": .instance
        case "169.254.170.2": .container
        default: nil
        }
    }

    /// Letters, digits, and what else stands in names, addresses and ports. An answer's realm repeats the authority, so
    /// nothing else may get in.
    private static func isAuthorityByte(_ byte: UInt8) -> Bool {
        byte.isWordCharacter || byte == 0x2D || byte == 0x2E || byte == 0x3A || byte == 0x5B || byte == 0x5D
    }

    /// The name without port and brackets.
    private static func hostName(_ authority: String) -> Substring {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return authority[authority.index(after: authority.startIndex)..<end]
        }
        return authority.prefix { $0 != ":" }
    }

    private static func isLoopback(_ host: Substring) -> Bool {
        if host.equalsIgnoringCase("localhost") || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { (1...3).contains($0.utf8.count) && UInt8($0) != nil }
    }
}
