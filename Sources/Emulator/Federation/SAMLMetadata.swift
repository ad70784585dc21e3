import Cryptography
import Text

/// What a SAML identity provider's metadata document says of it (SAML 2.0 metadata): by what name it speaks, and under
/// which certificate it signs.
package struct SAMLMetadata: Sendable, Equatable {
    private static let namespace = "urn:oasis:names:tc:SAML:2.0:metadata"

    /// The entity ID.
    package let issuer: String
    /// The first certificate that is for signing, PEM.
    package let certificatePEM: String

    /// Nil unless the document describes one identity provider that has a certificate which can be used.
    package init?(document: String) {
        guard let tree = try? XMLTree(reading: Array(document.utf8)),
            tree.root.isNamed("EntityDescriptor", in: Self.namespace), let issuer = tree.root["entityID"],
            !issuer.isEmpty,
            let descriptor = tree.children(of: 0, "IDPSSODescriptor", in: Self.namespace).first
        else { return nil }
        for key in tree.children(of: descriptor, "KeyDescriptor", in: Self.namespace) {
            guard tree.elements[key]["use"].map({ $0 == "signing" }) ?? true,
                let certificate = Self.certificate(below: key, of: tree)
            else { continue }
            self.issuer = issuer
            certificatePEM = certificate.pem
            return
        }
        return nil
    }

    private static func certificate(below key: Int, of tree: XMLTree) -> X509Certificate? {
        for info in tree.children(of: key, "KeyInfo", in: XMLSignature.namespace) {
            for data in tree.children(of: info, "X509Data", in: XMLSignature.namespace) {
                for place in tree.children(of: data, "X509Certificate", in: XMLSignature.namespace) {
                    guard let text = tree.text(of: place), let der = Base64.decode(text, ignoringBlanks: true),
                        let certificate = try? X509Certificate(der: der)
                    else { continue }
                    return certificate
                }
            }
        }
        return nil
    }
}
