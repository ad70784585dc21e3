import COpenSSL
import Cryptography
package import Foundation
import Synchronization

/// A certificate authority made for one run, which can vouch for AWS's host names and localhost and for nothing else.
///
/// ECDSA on P-256. Its constraints are critical, it can make no further authorities, and it lives for days. Its key
/// leaves memory only by ``save(in:)``.
package final class CertificateAuthority: Sendable, CustomReflectable {
    /// How long a certificate lives, in seconds.
    package struct Validity: Sendable, Equatable {
        package let authority: TimeInterval
        package let leaf: TimeInterval

        package init(authority: TimeInterval, leaf: TimeInterval) {
            self.authority = authority
            self.leaf = leaf
        }

        /// Seven days for the authority, two for a leaf.
        package static let standard = Validity(authority: 7 * 86_400, leaf: 2 * 86_400)
    }

    /// What clients are given to trust.
    package let certificatePEM: String
    package let names: PermittedNames
    package let notBefore: Date
    package let notAfter: Date

    let keyPEM: String
    private let leafLifetime: TimeInterval
    private let leaves = Mutex<[LeafHost: Leaf]>([:])

    /// Certificates begin this much before the moment they are made, for clients whose clock is a little behind.
    private static let slack: TimeInterval = 3_600
    /// The most leaves that are remembered.
    private static let capacity = 256

    private init(
        certificatePEM: String,
        keyPEM: String,
        names: PermittedNames,
        from notBefore: Date,
        to notAfter: Date,
        leafLifetime: TimeInterval
    ) {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.leafLifetime = leafLifetime
    }

    /// A new authority with a new key.
    ///
    /// - Parameters:
    ///   - names: what it may vouch for.
    ///   - now: the machine's time, never a world's: clients check certificates by the machine's clock.
    ///   - validity: how long it and its leaves live.
    package static func mint(
        names: PermittedNames = .standard,
        now: Date,
        validity: Validity = .standard
    ) throws(AuthorityError) -> CertificateAuthority {
        let key = try PrivateKey()
        let serial = try Libcrypto.serial()
        let notBefore = now.wholeSecond.addingTimeInterval(-slack)
        let notAfter = now.wholeSecond.addingTimeInterval(validity.authority)
        let certificate = try Certificate.selfSigned(
            Certificate.Content(
                serial: serial,
                // Authorities differ in name, too: some clients look an issuer up by its name alone.
                subject: [("O", "Drydock"), ("CN", "Drydock CA " + Hex.encode(serial.prefix(8)))],
                notBefore: notBefore,
                notAfter: notAfter,
                extensions: [
                    (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
                    (NID_key_usage, "critical,keyCertSign,cRLSign"),
                    (NID_ext_key_usage, "serverAuth"),
                    (NID_subject_key_identifier, "hash"),
                    (NID_authority_key_identifier, "keyid:always"),
                    (NID_name_constraints, names.extensionValue),
                ]
            ),
            key: key
        )
        return CertificateAuthority(
            certificatePEM: try certificate.pem(),
            keyPEM: try key.pem(),
            names: names,
            from: notBefore,
            to: notAfter,
            leafLifetime: validity.leaf
        )
    }

    /// The authority that `pem` holds, as ``savedPEM`` gives it.
    ///
    /// - Returns: nil where it would not do any more: its names are not `names`, or it ends within a day of `now`.
    /// - Throws: where `pem` holds no authority.
    static func read(
        pem: String,
        names: PermittedNames,
        now: Date,
        validity: Validity = .standard
    ) throws(AuthorityError) -> CertificateAuthority? {
        let key = try PrivateKey(pem: pem)
        let certificate = try Certificate(pem: pem)
        guard certificate.belongs(to: key) else {
            throw .libcrypto(step: "read the authority", reason: "its key does not belong to its certificate")
        }
        guard
            let notBefore = certificate.notBefore, let notAfter = certificate.notAfter,
            notBefore <= now, now.addingTimeInterval(86_400) <= notAfter,
            try certificate.has(NID_name_constraints, names.extensionValue)
        else { return nil }
        return CertificateAuthority(
            certificatePEM: try certificate.pem(),
            keyPEM: try key.pem(),
            names: names,
            from: notBefore,
            to: notAfter,
            leafLifetime: validity.leaf
        )
    }

    /// Key and certificate in one text. Secret.
    var savedPEM: String { keyPEM + certificatePEM }

    /// The certificate of `host`: the one made before, as long as it has half of its life before it, or a new one.
    ///
    /// - Parameters:
    ///   - host: `localhost`, a loopback address, or a DNS name, in any case.
    ///   - now: the machine's time, never a world's.
    package func leaf(for host: some StringProtocol, now: Date) throws(AuthorityError) -> Leaf {
        let name = String(host)
        guard let host = LeafHost(name), names.permits(host) else { throw .notPermitted(host: name) }
        guard notBefore <= now, now < notAfter else { throw .outsideValidity }
        // Made under the lock, so that a host has one certificate however many ask for it at once.
        return try leaves.withLock { leaves throws(AuthorityError) in
            if let leaf = leaves[host], isFresh(leaf, at: now) { return leaf }
            let leaf = try makeLeaf(host, now: now)
            if leaves.count >= CertificateAuthority.capacity, let (oldest, _) = leaves.min(by: endsFirst) {
                leaves[oldest] = nil
            }
            leaves[host] = leaf
            return leaf
        }
    }

    package var customMirror: Mirror { Mirror(self, children: ["notAfter": notAfter]) }

    private func isFresh(_ leaf: Leaf, at now: Date) -> Bool {
        guard leaf.notBefore <= now, now < leaf.notAfter else { return false }
        return leaf.notAfter == notAfter || leaf.notAfter.timeIntervalSince(now) > leafLifetime / 2
    }

    private func endsFirst(_ left: (key: LeafHost, value: Leaf), _ right: (key: LeafHost, value: Leaf)) -> Bool {
        left.value.notAfter < right.value.notAfter
    }

    private func makeLeaf(_ host: LeafHost, now: Date) throws(AuthorityError) -> Leaf {
        let key = try PrivateKey()
        let from = max(notBefore, now.wholeSecond.addingTimeInterval(-CertificateAuthority.slack))
        let to = min(notAfter, now.wholeSecond.addingTimeInterval(leafLifetime))
        let certificate = try Certificate.issued(
            Certificate.Content(
                serial: try Libcrypto.serial(),
                // No common name: it holds 64 characters at most, and clients look at the alternative names.
                subject: [("O", "Drydock"), ("OU", "Emulator")],
                notBefore: from,
                notAfter: to,
                extensions: [
                    (NID_basic_constraints, "critical,CA:FALSE"),
                    (NID_key_usage, "critical,digitalSignature"),
                    (NID_ext_key_usage, "serverAuth"),
                    (NID_subject_key_identifier, "hash"),
                    (NID_authority_key_identifier, "keyid:always"),
                    (NID_subject_alt_name, host.extensionValue),
                ]
            ),
            key: key,
            issuer: try Certificate(pem: certificatePEM),
            issuerKey: try PrivateKey(pem: keyPEM)
        )
        return Leaf(
            host: host,
            certificatePEM: try certificate.pem() + certificatePEM,
            privateKeyPEM: try key.pem(),
            notBefore: from,
            notAfter: to
        )
    }
}

extension Date {
    /// This moment without fractions of a second, which certificates do not know.
    fileprivate var wholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
