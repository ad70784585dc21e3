package import Foundation

/// A server's certificate for one host, and its key.
package struct Leaf: Sendable, Equatable {
    package let host: LeafHost
    /// The host's certificate, then the authority's, in PEM form.
    package let certificatePEM: String
    /// PKCS #8 in PEM form. Secret.
    package let privateKeyPEM: String
    package let notBefore: Date
    package let notAfter: Date
}

extension Leaf: CustomStringConvertible, CustomReflectable {
    /// Never the key, so that a leaf may be logged.
    package var description: String { "Leaf(\(host))" }

    package var customMirror: Mirror { Mirror(self, children: ["host": host, "notAfter": notAfter]) }
}
