package import Cryptography
import Text

/// A SAML 2.0 response as AssumeRoleWithSAML takes it (docs/aws/sts.md, "AssumeRoleWithSAML"), read but not verified.
///
/// What is read of it later is read of one assertion, and only after a signature over this very element, or over the
/// whole response around it, was verified. A response that could be read in two ways is refused: more than one
/// assertion anywhere, an assertion that does not stand directly in the response, a signature elsewhere than directly
/// in one of the two, two elements with one ID. Encrypted assertions are not supported, and refused.
package struct SAMLResponse: Sendable {
    /// How many characters of base64 a response may have, as STS limits it.
    package static let limit = 100_000

    static let protocolNamespace = "urn:oasis:names:tc:SAML:2.0:protocol"
    static let assertionNamespace = "urn:oasis:names:tc:SAML:2.0:assertion"
    static let success = "urn:oasis:names:tc:SAML:2.0:status:Success"

    let tree: XMLTree
    /// The place of the one assertion.
    let assertion: Int

    /// Reads a response.
    ///
    /// - Parameter text: the value of `SAMLAssertion`: base64, in which line ends may stand.
    /// - Throws: ``SAMLError/notBase64``, ``SAMLError/notXML(reason:)``, ``SAMLError/notAResponse(reason:)``.
    package init(base64 text: String) throws(SAMLError) {
        guard text.utf8.count <= SAMLResponse.limit, let bytes = Base64.decode(text, ignoringBlanks: true),
            !bytes.isEmpty
        else { throw .notBase64 }
        let tree: XMLTree
        do { tree = try XMLTree(reading: bytes) } catch { throw .notXML(reason: error.reason) }
        guard tree.root.isNamed("Response", in: SAMLResponse.protocolNamespace), tree.root["Version"] == "2.0" else {
            throw .notAResponse(reason: "its root is not a Response of version 2.0")
        }
        guard tree.all("EncryptedAssertion", in: SAMLResponse.assertionNamespace).isEmpty else {
            throw .notAResponse(reason: "encrypted assertions are not supported")
        }
        let assertions = tree.all("Assertion", in: SAMLResponse.assertionNamespace)
        guard assertions.count == 1, let assertion = assertions.first, tree.elements[assertion].parent == 0,
            tree.elements[assertion]["Version"] == "2.0"
        else {
            throw .notAResponse(reason: "it has not exactly one assertion of version 2.0, directly in the response")
        }
        guard SAMLResponse.hasUniqueIDs(tree) else { throw .notAResponse(reason: "two elements have one ID") }
        guard try SAMLResponse.status(of: tree) == SAMLResponse.success else {
            throw .notAResponse(reason: "its status is not success")
        }
        self.tree = tree
        self.assertion = assertion
    }

    /// Verifies the signatures with the provider's certificate, then reads the assertion. Times, recipient and audience
    /// are not looked at: see ``SAMLAssertion/check(now:issuer:partition:)``.
    ///
    /// Assertion or response must be signed; where both are, both signatures must be right.
    ///
    /// - Throws: ``SAMLError``.
    package func verified(by certificate: X509Certificate) throws(SAMLError) -> SAMLAssertion {
        let signatures = tree.all("Signature", in: XMLSignature.namespace)
        guard !signatures.isEmpty else { throw .badSignature(reason: "nothing is signed") }
        for place in [0, assertion] {
            guard signatures.count(where: { tree.elements[$0].parent == place }) <= 1 else {
                throw .badSignature(reason: "an element has two signatures")
            }
        }
        for signature in signatures {
            guard let signed = tree.elements[signature].parent, signed == 0 || signed == assertion else {
                throw .badSignature(reason: "a signature lies elsewhere than directly in the response or its assertion")
            }
            try XMLSignature.verify(at: signature, of: signed, in: tree, key: certificate.publicKey)
        }
        return try SAMLAssertion(at: assertion, in: tree)
    }

    /// Whether no two elements have an attribute of one value that any reader could take for an ID.
    private static func hasUniqueIDs(_ tree: XMLTree) -> Bool {
        var seen: Set<String> = []
        for element in tree.elements {
            for attribute in element.attributes where attribute.name.local.lowercased() == "id" {
                guard seen.insert(attribute.value).inserted else { return false }
            }
        }
        return true
    }

    /// The value of the response's status.
    private static func status(of tree: XMLTree) throws(SAMLError) -> String {
        let statuses = tree.children(of: 0, "Status", in: protocolNamespace)
        guard statuses.count == 1, let status = statuses.first else { throw .notAResponse(reason: "it has no status") }
        let codes = tree.children(of: status, "StatusCode", in: protocolNamespace)
        guard codes.count == 1, let code = codes.first, let value = tree.elements[code]["Value"] else {
            throw .notAResponse(reason: "its status has no code")
        }
        return value
    }
}
