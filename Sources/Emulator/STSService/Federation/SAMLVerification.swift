import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import Federation
import Foundation
import World

/// A SAML response that is good for a role (docs/aws/sts.md, "AssumeRoleWithSAML").
struct SAMLVerification: Sendable {
    let assertion: FederatedAssertion
    let issuer: String
    let subjectType: String
    let nameQualifier: String
    let sessionName: String
    /// Seconds until the provider's own session ends; nil where it does not say.
    let longest: Int?

    /// Verifies a response: the provider is one of the role's account, the response can be read, the signature is the
    /// provider's, it is for AWS and in time, and it grants this role.
    init(_ text: String, by arn: ARN, for role: RoleName, _ call: STSCall) throws(STSError) {
        let providers = call.world.account(role.account)?.samlProviders ?? [:]
        guard let provider = providers.values.first(where: { $0.arn == arn }) else {
            throw .noSAMLProvider.because("the role's account \(role.account) has no SAML provider \(arn)")
        }
        let certificate: X509Certificate
        do {
            certificate = try X509Certificate(pem: provider.certificatePEM)
        } catch {
            throw .server("The certificate of \(arn) cannot be read: \(error)")
        }
        let said: SAMLAssertion
        let now: Date
        do {
            said = try SAMLResponse(base64: text).verified(by: certificate)
            // Its dates are its client's, and what was made before the world was moved ahead is older here than there.
            now = call.world.clock.now(forWhatWasMadeAt: said.issuedAt)
            try said.check(now: now, issuer: provider.issuer, partition: role.partition)
        } catch {
            throw STSError(error)
        }
        guard said.grants(role: role.text, provider: arn.description) else {
            throw .notAuthorized("sts:AssumeRoleWithSAML").because(
                "the assertion's attribute Role does not name \(role.text) with \(arn)"
            )
        }
        issuer = said.issuer
        subjectType = said.subjectType
        nameQualifier = said.nameQualifier(account: role.account, provider: provider.name)
        sessionName = said.roleSessionName
        longest = said.sessionNotOnOrAfter.map { Int($0.timeIntervalSince(now).rounded(.down)) }
        var keys = SAMLKeys.keys(of: said.attributes)
        keys["saml:aud"] = [said.recipient]
        keys["saml:iss"] = [said.issuer]
        keys["saml:sub"] = [said.subject]
        keys["saml:sub_type"] = [said.subjectType]
        keys["saml:namequalifier"] = [nameQualifier]
        keys["saml:doc"] = ["\(role.account)/\(provider.name)"]
        let tags = said.principalTags.sorted { $0.key < $1.key }
            .map { SessionTagParameters.Tag(key: $0.key, value: $0.value) }
        assertion = FederatedAssertion(
            provider: arn,
            subject: said.subject,
            audience: said.recipient,
            keys: keys,
            tags: SessionTagParameters(tags: tags, transitiveKeys: said.transitiveTagKeys),
            sourceIdentity: said.sourceIdentity
        )
        try assertion.check()
    }
}

/// The attributes that AWS makes condition keys of.
private enum SAMLKeys {
    /// The condition keys that attributes of an assertion give.
    static func keys(of attributes: [String: [String]]) -> [String: [String]] {
        var keys: [String: [String]] = [:]
        for (name, values) in attributes.sorted(by: { $0.key < $1.key }) {
            guard let key = names[name] else { continue }
            keys["saml:" + key, default: []] += values
        }
        return keys
    }

    /// AWS's names of the attributes of eduPerson and eduOrg, of X.500 and of Active Directory.
    private static let names: [String: String] = {
        let eduPerson = [
            1: "edupersonaffiliation", 2: "edupersonnickname", 3: "edupersonorgdn", 4: "edupersonorgunitdn",
            5: "edupersonprimaryaffiliation", 6: "edupersonprincipalname", 7: "edupersonentitlement",
            8: "edupersonprimaryorgunitdn", 9: "edupersonscopedaffiliation", 10: "edupersontargetedid",
            11: "edupersonassurance",
        ]
        let eduOrg = [
            2: "eduorghomepageuri", 3: "eduorgidentityauthnpolicyuri", 4: "eduorglegalname", 5: "eduorgsuperioruri",
            6: "eduorgwhitepagesuri",
        ]
        let claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
        var names = [
            "urn:oid:2.5.4.3": "commonName", "urn:oid:2.5.4.4": "surname", "urn:oid:2.5.4.42": "givenName",
            "urn:oid:2.5.4.45": "x500UniqueIdentifier", "urn:oid:0.9.2342.19200300.100.1.1": "uid",
            "urn:oid:0.9.2342.19200300.100.1.3": "mail", "urn:oid:0.9.2342.19200300.100.1.45": "organizationStatus",
            claims + "name": "name", claims + "givenname": "givenName", claims + "surname": "surname",
            claims + "emailaddress": "mail", "http://schemas.xmlsoap.org/claims/CommonName": "commonName",
            "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid": "primaryGroupSID",
        ]
        for (number, name) in eduPerson { names["urn:oid:1.3.6.1.4.1.5923.1.1.1.\(number)"] = name }
        for (number, name) in eduOrg { names["urn:oid:1.3.6.1.4.1.5923.1.2.1.\(number)"] = name }
        return names
    }()
}
