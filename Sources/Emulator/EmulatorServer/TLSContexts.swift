package import CertificateAuthority
package import Determinism
import Synchronization
import TLS

/// An authority, and the TLS setting of each host with a certificate of it, made when it is first asked for.
///
/// Several servers may share one: a setting knows nothing of the server that uses it.
package final class TLSContexts: Sendable {
    private struct Entry {
        let certificatePEM: String
        let context: TLSContext
    }

    package let authority: CertificateAuthority
    private let machineClock: WorldClock
    private let entries = Mutex<[String: Entry]>([:])

    /// The most settings that are kept: a client can ask for as many registries as there are account numbers.
    private static let capacity = 64

    /// - Parameters:
    ///   - authority: makes the certificates.
    ///   - machineClock: the machine's time, by which clients check certificates.
    package init(authority: CertificateAuthority, machineClock: WorldClock = .running()) {
        self.authority = authority
        self.machineClock = machineClock
    }

    /// The setting with the certificate of `host`, a name in lower case.
    func context(for host: String) throws -> TLSContext {
        let leaf = try authority.leaf(for: host, now: machineClock.now)
        let known = entries.withLock { $0[host] }
        if let known, known.certificatePEM == leaf.certificatePEM { return known.context }
        let context = try TLSContext(certificatePEM: leaf.certificatePEM, privateKeyPEM: leaf.privateKeyPEM)
        let entry = Entry(certificatePEM: leaf.certificatePEM, context: context)
        entries.withLock { entries in
            if entries.count >= TLSContexts.capacity, entries[host] == nil, let any = entries.keys.first {
                entries[any] = nil
            }
            entries[host] = entry
        }
        return entry.context
    }
}
