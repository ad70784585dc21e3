package import AWSCore
import Cryptography
package import Foundation
import Text

/// What a verified SAML assertion says (docs/aws/sts.md, "AssumeRoleWithSAML").
package struct SAMLAssertion: Sendable, Equatable {
    /// A role that the user may have, through a provider.
    package struct RoleGrant: Sendable, Equatable {
        /// The role's ARN, as it stands in the assertion.
        package let role: String
        /// The provider's ARN, as it stands in the assertion.
        package let provider: String
    }

    /// Seconds after its issue in which AWS takes an assertion.
    package static let maximumAge = 300
    /// Seconds that `NotBefore` and the moment of issue may lie ahead (inferred: AWS does the same for web identities).
    package static let clockSkew = 300

    /// `Issuer`: the provider's entity ID.
    package let issuer: String
    /// `NameID`: the user.
    package let subject: String
    /// The format of ``subject`` as the answer's `SubjectType` has it: `persistent`, `transient`, … for SAML 2.0's own,
    /// otherwise the whole URI.
    package let subjectType: String
    /// The `Recipient` of the subject's confirmation; the answer's `Audience`, and `saml:aud` in conditions.
    package let recipient: String
    /// The values of `Audience` that restrict who may use the assertion.
    package let audiences: [String]
    /// When the assertion was issued.
    package let issuedAt: Date
    /// From when the assertion is valid; nil where it does not say.
    package let notBefore: Date?
    /// The first of the moments at which the assertion, or the confirmation of its subject, is no longer valid.
    package let notOnOrAfter: Date
    /// When the session at the provider ends: a session at AWS ends no later. nil where the assertion does not say.
    package let sessionNotOnOrAfter: Date?
    /// The roles of the attribute `Role`, in the order in which they stand there.
    package let roles: [RoleGrant]
    /// The attribute `RoleSessionName`.
    package let roleSessionName: String
    /// The attribute `SessionDuration` in seconds, 900 to 43,200; nil where there is none.
    package let sessionDuration: Int?
    /// The attributes `PrincipalTag:KEY`.
    package let principalTags: [String: String]
    /// The attribute `TransitiveTagKeys`.
    package let transitiveTagKeys: [String]
    /// The attribute `SourceIdentity`.
    package let sourceIdentity: String?
    /// The values of every attribute by its name.
    package let attributes: [String: [String]]

    /// Whether the assertion lists a role together with the provider.
    package func grants(role: String, provider: String) -> Bool {
        roles.contains { $0.role == role && $0.provider == provider }
    }

    /// Throws unless the assertion may be used now, is the provider's and is for AWS.
    ///
    /// - Parameters:
    ///   - issuer: the provider's entity ID.
    ///   - partition: whose sign-in the assertion must be for.
    /// - Throws: ``SAMLError/wrongIssuer(_:)``, ``SAMLError/wrongRecipient(_:)``, ``SAMLError/wrongAudience(_:)``,
    ///   ``SAMLError/expired(what:)``, ``SAMLError/notYetValid(what:)``.
    package func check(now: Date, issuer: String, partition: Partition = .aws) throws(SAMLError) {
        let signIn = SAMLSignIn(partition)
        guard self.issuer.utf8.elementsEqual(issuer.utf8) else { throw .wrongIssuer(self.issuer) }
        guard signIn.isRecipient(recipient) else { throw .wrongRecipient(recipient) }
        guard audiences.contains(where: signIn.isAudience) else { throw .wrongAudience(audiences) }
        guard now.timeIntervalSince(issuedAt) <= Double(SAMLAssertion.maximumAge) else {
            throw .expired(what: "time of five minutes since IssueInstant")
        }
        guard now < notOnOrAfter else { throw .expired(what: "NotOnOrAfter") }
        if let sessionNotOnOrAfter, now >= sessionNotOnOrAfter { throw .expired(what: "SessionNotOnOrAfter") }
        let ahead = Double(SAMLAssertion.clockSkew)
        guard issuedAt.timeIntervalSince(now) <= ahead else { throw .notYetValid(what: "IssueInstant") }
        if let notBefore, notBefore.timeIntervalSince(now) > ahead { throw .notYetValid(what: "NotBefore") }
    }

    /// The answer's `NameQualifier`: with the subject it names a user uniquely.
    ///
    /// - Parameter provider: the provider's name, the last part of its ARN.
    package func nameQualifier(account: AccountID, provider: String) -> String {
        Base64.encode(SHA1.digest(Array((issuer + account.value + "/" + provider).utf8)))
    }
}

/// AWS's sign-in, for which assertions must be made out.
struct SAMLSignIn {
    private let partition: Partition
    private let host: String
    private let audience: String

    init(_ partition: Partition) {
        self.partition = partition
        switch partition {
        case .china: (host, audience) = ("signin.amazonaws.cn", "urn:amazon:webservices:cn-north-1")
        case .govCloud: (host, audience) = ("signin.amazonaws-us-gov.com", "urn:amazon:webservices:govcloud")
        default: (host, audience) = ("signin.aws.amazon.com", "urn:amazon:webservices")
        }
    }

    /// The address of the sign-in without a region.
    var address: String { "https://\(host)/saml" }

    /// Whether a `Recipient` is the sign-in's address, of the partition or of one of its regions, with or without the
    /// part that AWS gives providers that encrypt.
    func isRecipient(_ recipient: String) -> Bool {
        guard recipient.hasPrefix("https://") else { return false }
        let parts = recipient.dropFirst(8).split(separator: "/", omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count == 2 || (parts.count == 4 && parts[2] == "acs" && !parts[3].isEmpty),
            parts[1] == "saml"
        else { return false }
        if host == self.host { return true }
        guard host.hasSuffix("." + self.host) else { return false }
        return partition.matches(region: host.dropLast(self.host.count + 1))
    }

    /// Whether an `Audience` is AWS.
    func isAudience(_ audience: String) -> Bool {
        audience == self.audience || isRecipient(audience)
    }
}
