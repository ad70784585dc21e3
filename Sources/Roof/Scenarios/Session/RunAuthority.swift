import CertificateAuthority
import EmulatorServer
package import Foundation
import Synchronization

/// The certificate authority of a run, which its emulators share: keys and certificates take longer to make than a page
/// takes to play. Its key is in memory only.
package final class RunAuthority: Sendable {
    private let now: @Sendable () -> Date
    private let current = Mutex<TLSContexts?>(nil)

    /// How long before its end an authority is followed by another, in seconds: no page takes as long.
    private static let margin: TimeInterval = 86_400

    /// - Parameter now: the machine's time, by which programs check certificates, wherever a world's clock stands.
    package init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// The authority with its certificates, made when it is first asked for.
    func certificates() throws -> TLSContexts {
        try current.withLock { current in
            let now = now()
            if let current, now.addingTimeInterval(Self.margin) < current.authority.notAfter { return current }
            let made = TLSContexts(authority: try .mint(now: now))
            current = made
            return made
        }
    }
}
