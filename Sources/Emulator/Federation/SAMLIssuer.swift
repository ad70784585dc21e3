package import AWSCore
package import Cryptography
package import Foundation
import Synchronization
import Text

/// A SAML identity provider in this process, for tests and for worlds that have none of their own.
///
/// Its RSA key and certificate come from libcrypto's own generator when they are first needed, and live as long as the
/// issuer: no seed of a world brings them back.
package final class SAMLIssuer: Sendable {
    /// What an assertion is to say.
    package struct Content: Sendable {
        /// The user, and the format that the name has.
        package var subject: String
        package var subjectFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
        /// The values of attributes by their names; those of AWS's with their prefix.
        package var attributes: [String: [String]]
        package var issuedAt: Date
        /// Seconds after which the assertion is no longer valid.
        package var lifetime = 300
        /// When the session at the provider ends; nil to leave it open.
        package var sessionNotOnOrAfter: Date?
        /// For whom the assertion is; nil for the sign-in of the issuer's partition.
        package var recipient: String?
        package var audience: String?

        /// - Parameters:
        ///   - roles: the ARNs of roles, each with the provider's.
        ///   - attributes: more of AWS's attributes by their names without prefix, such as `SessionDuration`.
        package init(
            subject: String,
            roles: [(role: String, provider: String)],
            roleSessionName: String,
            issuedAt: Date,
            attributes: [String: [String]] = [:]
        ) {
            self.subject = subject
            self.issuedAt = issuedAt
            var named = attributes
            named["Role"] = roles.map { "\($0.role),\($0.provider)" }
            named["RoleSessionName"] = [roleSessionName]
            self.attributes = Dictionary(
                uniqueKeysWithValues: named.map { ("https://aws.amazon.com/SAML/Attributes/" + $0.key, $0.value) }
            )
        }
    }

    private struct Keys {
        let key: RSAPrivateKey
        let certificate: X509Certificate
    }

    /// What assertions name as their issuer.
    package let entityID: String
    private let signIn: SAMLSignIn
    private let made = Mutex<Keys?>(nil)

    package init(entityID: String, partition: Partition = .aws) {
        self.entityID = entityID
        signIn = SAMLSignIn(partition)
    }

    /// The certificate that a provider needs to verify what the issuer signs.
    ///
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)`` where the key cannot be made.
    package var certificate: X509Certificate { get throws(CryptographyError) { try keys().certificate } }

    /// A response with one signed assertion, in base64: the value of AssumeRoleWithSAML's `SAMLAssertion`.
    ///
    /// - Throws: ``CryptographyError``; ``XMLError`` where the content has characters that XML cannot hold.
    package func response(_ content: Content) throws -> String {
        // The same content has the same ID, and no two share one.
        let identifier = "_" + Hex.encode(SHA256.hash(assertion(content, "", signature: "")))
        let before = assertion(content, identifier, signature: "")
        let digest = SHA256.hash(try SAMLIssuer.canonical(before))
        let info = signedInfo(identifier, Base64.encode(digest))
        let value = Base64.encode(try keys().key.sign(try SAMLIssuer.canonical(info)))
        let signature =
            "<ds:Signature xmlns:ds=\"\(XMLSignature.namespace)\">\(info)"
            + "<ds:SignatureValue>\(value)</ds:SignatureValue></ds:Signature>"
        let moment = AWSDate.extended(content.issuedAt)
        let response =
            "<samlp:Response xmlns:samlp=\"\(SAMLResponse.protocolNamespace)\" ID=\"_r\(identifier)\" "
            + "Version=\"2.0\" IssueInstant=\"\(moment)\"><samlp:Status><samlp:StatusCode Value="
            + "\"\(SAMLResponse.success)\"/></samlp:Status>\(assertion(content, identifier, signature: signature))"
            + "</samlp:Response>"
        return Base64.encode(Array(response.utf8))
    }

    /// The exclusive canonical form of an element that is a document of its own.
    private static func canonical(_ text: String) throws(XMLError) -> [UInt8] {
        CanonicalXML.exclusive(prefixes: []).bytes(of: 0, in: try XMLTree(reading: Array(text.utf8)))
    }

    private func assertion(_ content: Content, _ identifier: String, signature: String) -> String {
        let issued = AWSDate.extended(content.issuedAt)
        let end = AWSDate.extended(content.issuedAt.addingTimeInterval(Double(content.lifetime)))
        let recipient = content.recipient ?? signIn.address
        let sessionEnd = content.sessionNotOnOrAfter.map { " SessionNotOnOrAfter=\"\(AWSDate.extended($0))\"" } ?? ""
        let attributes = content.attributes.sorted { $0.key < $1.key }.map { name, values in
            let values = values.map { "<saml:AttributeValue>\($0.xmlEscaped)</saml:AttributeValue>" }
            return "<saml:Attribute Name=\"\(name.xmlEscaped)\">\(values.joined())</saml:Attribute>"
        }
        return """
            <saml:Assertion xmlns:saml="\(SAMLResponse.assertionNamespace)" ID="\(identifier)" Version="2.0" \
            IssueInstant="\(issued)"><saml:Issuer>\(entityID.xmlEscaped)</saml:Issuer>\(signature)<saml:Subject>\
            <saml:NameID Format="\(content.subjectFormat.xmlEscaped)">\(content.subject.xmlEscaped)</saml:NameID>\
            <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData \
            NotOnOrAfter="\(end)" Recipient="\(recipient.xmlEscaped)"/></saml:SubjectConfirmation></saml:Subject>\
            <saml:Conditions NotBefore="\(issued)" NotOnOrAfter="\(end)"><saml:AudienceRestriction><saml:Audience>\
            \((content.audience ?? signIn.address).xmlEscaped)</saml:Audience></saml:AudienceRestriction>\
            </saml:Conditions><saml:AuthnStatement AuthnInstant="\(issued)"\(sessionEnd)/><saml:AttributeStatement>\
            \(attributes.joined())</saml:AttributeStatement></saml:Assertion>
            """
    }

    private func signedInfo(_ identifier: String, _ digest: String) -> String {
        """
        <ds:SignedInfo xmlns:ds="\(XMLSignature.namespace)"><ds:CanonicalizationMethod \
        Algorithm="\(CanonicalXML.exclusiveAlgorithm)"/><ds:SignatureMethod \
        Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#\(identifier)">\
        <ds:Transforms><ds:Transform Algorithm="\(XMLSignature.namespace)enveloped-signature"/><ds:Transform \
        Algorithm="\(CanonicalXML.exclusiveAlgorithm)"/></ds:Transforms><ds:DigestMethod \
        Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>\(digest)</ds:DigestValue></ds:Reference>\
        </ds:SignedInfo>
        """
    }

    private func keys() throws(CryptographyError) -> Keys {
        try made.withLock { made throws(CryptographyError) in
            if let keys = made { return keys }
            let key = try RSAPrivateKey()
            let keys = Keys(key: key, certificate: try X509Certificate.selfSigned(commonName: "Drydock", key: key))
            made = keys
            return keys
        }
    }
}

extension String {
    /// The text as it may stand in XML, between tags and in quotes.
    fileprivate var xmlEscaped: String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
