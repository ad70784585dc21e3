import Cryptography
import Text

/// A signature of the form that SAML 2.0 asks for (SAML Core, 5.4; XML Signature): one that lies in the element that it
/// signs, with one reference, to that element, and no other transforms than "without this signature" and
/// canonicalization. Everything else that XML Signature could say is refused.
struct XMLSignature {
    static let namespace = "http://www.w3.org/2000/09/xmldsig#"
    private static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

    private let tree: XMLTree
    /// The place of the `Signature` element.
    private let place: Int

    /// Verifies that `key` signed the element at `signed`, with the signature at `place`, which lies directly in it.
    ///
    /// Keys that the signature brings along (`KeyInfo`) are not looked at.
    ///
    /// - Throws: ``SAMLError/badSignature(reason:)``.
    static func verify(at place: Int, of signed: Int, in tree: XMLTree, key: PublicKey) throws(SAMLError) {
        guard tree.elements[place].parent == signed else {
            throw .badSignature(reason: "it does not lie in the element that it should sign")
        }
        try XMLSignature(tree: tree, place: place).verify(signed, key)
    }

    private func verify(_ signed: Int, _ key: PublicKey) throws(SAMLError) {
        let parts = tree.children(of: place)
        guard
            (2...3).contains(parts.count), parts.count == 2 || isNamed(parts[2], "KeyInfo"),
            isNamed(parts[0], "SignedInfo"), isNamed(parts[1], "SignatureValue")
        else { throw .badSignature(reason: "it holds more or less than SignedInfo, SignatureValue and KeyInfo") }
        let info = tree.children(of: parts[0])
        guard
            info.count == 3, isNamed(info[0], "CanonicalizationMethod"), isNamed(info[1], "SignatureMethod"),
            isNamed(info[2], "Reference")
        else { throw .badSignature(reason: "SignedInfo holds more or less than one reference and its two methods") }
        try checkReference(info[2], signed)
        let form = try canonicalForm(info[0])
        guard let value = tree.text(of: parts[1]).flatMap({ Base64.decode($0, ignoringBlanks: true) }) else {
            throw .badSignature(reason: "SignatureValue is not base64")
        }
        let message = form.bytes(of: parts[0], in: tree)
        guard try verifies(value, of: message, method: info[1], key) else {
            throw .badSignature(reason: "it is not that of the provider's certificate")
        }
    }

    /// Checks that a reference is to the element that is meant, and that its digest is right.
    private func checkReference(_ reference: Int, _ signed: Int) throws(SAMLError) {
        guard let identifier = tree.elements[signed]["ID"], !identifier.isEmpty,
            tree.elements[reference]["URI"]?.utf8.elementsEqual("#\(identifier)".utf8) == true
        else { throw .badSignature(reason: "its reference is not to the element that it lies in") }
        let parts = tree.children(of: reference)
        guard
            parts.count == 3, isNamed(parts[0], "Transforms"), isNamed(parts[1], "DigestMethod"),
            isNamed(parts[2], "DigestValue")
        else { throw .badSignature(reason: "its reference has no transforms, or is malformed") }
        let transforms = tree.children(of: parts[0])
        guard (1...2).contains(transforms.count), transforms.allSatisfy({ isNamed($0, "Transform") }),
            tree.elements[transforms[0]]["Algorithm"] == XMLSignature.enveloped,
            tree.children(of: transforms[0]).isEmpty
        else { throw .badSignature(reason: "its transforms are not enveloped-signature and canonicalization") }
        // Without a canonicalization of its own, a reference is to the inclusive form (XML Signature, 4.4.3.2).
        let form = transforms.count == 2 ? try canonicalForm(transforms[1]) : .inclusive
        guard let hash = XMLSignature.digests[tree.elements[parts[1]]["Algorithm"] ?? ""] else {
            throw .badSignature(reason: "its digest method is not SHA-256, SHA-384 or SHA-512")
        }
        guard let expected = tree.text(of: parts[2]).flatMap({ Base64.decode($0, ignoringBlanks: true) }) else {
            throw .badSignature(reason: "DigestValue is not base64")
        }
        let digest = hash.digest(form.bytes(of: signed, in: tree, without: place))
        guard constantTimeEquals(digest, expected) else {
            throw .badSignature(reason: "the signed element was changed: its digest is another")
        }
    }

    private func isNamed(_ place: Int, _ local: String) -> Bool {
        tree.elements[place].isNamed(local, in: XMLSignature.namespace)
    }

    /// The form that a `CanonicalizationMethod` or a `Transform` names, with the list of prefixes that it may hold.
    private func canonicalForm(_ place: Int) throws(SAMLError) -> CanonicalXML {
        let children = tree.children(of: place)
        switch tree.elements[place]["Algorithm"] {
        case CanonicalXML.inclusiveAlgorithm where children.isEmpty: return .inclusive
        case CanonicalXML.exclusiveAlgorithm where children.isEmpty: return .exclusive(prefixes: [])
        case CanonicalXML.exclusiveAlgorithm:
            guard children.count == 1,
                tree.elements[children[0]].isNamed("InclusiveNamespaces", in: CanonicalXML.exclusiveAlgorithm),
                let list = tree.elements[children[0]]["PrefixList"]
            else { throw .badSignature(reason: "the parameter of its canonicalization is malformed") }
            let prefixes = list.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
            return .exclusive(prefixes: Set(prefixes.map { $0 == "#default" ? "" : String($0) }))
        default: throw .badSignature(reason: "its canonicalization is neither inclusive nor exclusive 1.0")
        }
    }

    /// Whether a signature is the key's: the method must be one for keys of this kind.
    private func verifies(
        _ signature: [UInt8],
        of message: [UInt8],
        method: Int,
        _ key: PublicKey
    ) throws(SAMLError) -> Bool {
        let algorithm = tree.elements[method]["Algorithm"] ?? ""
        guard tree.children(of: method).isEmpty else {
            throw .badSignature(reason: "its signature method has parameters")
        }
        switch key {
        case .rsa(let key):
            guard let hash = XMLSignature.rsaMethods[algorithm] else {
                throw .badSignature(reason: "its signature method is not RSA with SHA-256, SHA-384 or SHA-512")
            }
            return key.verifies(signature, of: message, hash: hash)
        case .ellipticCurve(let key):
            guard let hash = XMLSignature.ecdsaMethods[algorithm] else {
                throw .badSignature(reason: "its signature method is not ECDSA with SHA-256, SHA-384 or SHA-512")
            }
            return key.verifies(signature, of: message, hash: hash)
        }
    }

    private static let digests: [String: HashFunction] = [
        "http://www.w3.org/2001/04/xmlenc#sha256": .sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384": .sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512": .sha512,
    ]
    private static let rsaMethods: [String: HashFunction] = [
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": .sha256,
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": .sha384,
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": .sha512,
    ]
    private static let ecdsaMethods: [String: HashFunction] = [
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256": .sha256,
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384": .sha384,
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512": .sha512,
    ]
}
