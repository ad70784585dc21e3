import AWSCore
import Cryptography
import RegistryService
import Synchronization
import World

/// What the `Authorization` headers of the registry's clients stand for. A token comes with every request of a client, and
/// to decode and prove its 2,000 characters costs more than the rest of a short request, so those proven lately are
/// remembered, by a hash of the header.
///
/// That a token was made here stays true; whether it is still good is asked each time.
final class ProvenTokens: Sendable {
    enum Meaning: Sendable {
        /// As ``RegistryAuthorization/absent``.
        case absent
        case invalid
        case token(RegistryToken)
    }

    private let world: WorldStore
    private let known = Mutex(BoundedCache<SHA256.Digest, RegistryToken>(capacity: 1_000))

    init(world: WorldStore) {
        self.world = world
    }

    /// - Parameter header: an `Authorization` header's value; nil where there is none.
    func meaning(of header: String?) -> Meaning {
        guard let header else { return .absent }
        let hash = SHA256.hash(header)
        if let proven = known.withLock({ $0.value(of: hash) }) { return meaning(of: proven) }
        switch RegistryAuthorization(header: header) {
        case .absent: return .absent
        case .malformed: return .invalid
        case .password(let password):
            guard let proven = world.provenRegistryToken(password) else { return .invalid }
            known.withLock { $0.keep(proven, of: hash) }
            return meaning(of: proven)
        }
    }

    private func meaning(of proven: RegistryToken) -> Meaning {
        world.currentRegistryToken(proven).map { .token($0) } ?? .invalid
    }
}
