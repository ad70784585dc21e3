import AWSCore
import Cryptography
import Foundation
import Testing
import Text

@testable import Federation

private let now = Date(timeIntervalSince1970: 1_768_478_460)  // 2026-01-15T12:01:00Z

/// The assertion of a response that `Vectors/make.py` had signed.
private func assertion(_ name: String) throws -> SAMLAssertion {
    let vectors = try Vectors.all.get()
    let response = try #require(vectors.responses[name])
    return try SAMLResponse(base64: response.base64).verified(by: certificate(response.key))
}

private func certificate(_ name: String) throws -> X509Certificate {
    try X509Certificate(pem: #require(try Vectors.all.get().certificates[name]))
}

/// The XML of a response that `Vectors/make.py` had signed with the key `rsa`.
private func xml(_ name: String = "assertion, exclusive") throws -> String {
    try #require(try Vectors.all.get().responses[name]).xml
}

/// The assertion of an XML text, verified by the certificate `rsa`.
private func read(_ xml: String) throws -> SAMLAssertion {
    try SAMLResponse(base64: Base64.encode(Array(xml.utf8))).verified(by: certificate("rsa"))
}

/// The piece of `xml` from the first `start` to the end of the first `end` behind it.
private func piece(of xml: String, from start: String, to end: String) throws -> String {
    let first = try #require(xml.range(of: start))
    let last = try #require(xml.range(of: end, range: first.lowerBound..<xml.endIndex))
    return String(xml[first.lowerBound..<last.upperBound])
}

private func isBadSignature(_ error: any Error) -> Bool {
    if case .badSignature(let reason)? = error as? SAMLError { return !reason.isEmpty }
    return false
}

private func isNoResponse(_ error: any Error) -> Bool {
    if case .notAResponse(let reason)? = error as? SAMLError { return !reason.isEmpty }
    return false
}

@Suite("SAML responses that independent software signed")
struct SAMLVectorTests {
    @Test(
        "are verified and read",
        arguments: [
            "assertion, exclusive", "assertion, prefix list", "assertion, inclusive",
            "assertion, inclusive digest, exclusive info", "response", "response, inclusive", "both", "P-256", "P-384",
            "signxml", "signxml, P-256",
        ]
    )
    func verified(name: String) throws {
        let assertion = try assertion(name)
        #expect(assertion.issuer == "https://idp.example.com/saml")
        #expect(assertion.subject == "ann@example.com")
        #expect(assertion.subjectType == "persistent")
        #expect(assertion.recipient == "https://signin.aws.amazon.com/saml")
        #expect(assertion.audiences == ["urn:amazon:webservices"])
        #expect(assertion.issuedAt == Date(timeIntervalSince1970: 1_768_478_400))
        #expect(assertion.notOnOrAfter == Date(timeIntervalSince1970: 1_768_478_700))
        #expect(assertion.sessionNotOnOrAfter == Date(timeIntervalSince1970: 1_768_507_200))
        let provider = "arn:aws:iam::123456789012:saml-provider/Example"
        #expect(assertion.roles.map(\.role) == ["Dev", "Ops"].map { "arn:aws:iam::123456789012:role/\($0)" })
        #expect(assertion.roles.map(\.provider) == [provider, provider])
        #expect(assertion.grants(role: "arn:aws:iam::123456789012:role/Ops", provider: provider))
        #expect(!assertion.grants(role: "arn:aws:iam::123456789012:role/Admin", provider: provider))
        #expect(assertion.roleSessionName == "ann@example.com")
        #expect(assertion.sessionDuration == 7_200)
        #expect(assertion.principalTags == ["Team": "R&D <x > y é 🚀 \rend"])
        #expect(assertion.transitiveTagKeys == ["Team"])
        #expect(assertion.sourceIdentity == "ann")
        #expect(throws: Never.self) { try assertion.check(now: now, issuer: "https://idp.example.com/saml") }
    }

    @Test(
        "are refused where SHA-1 or a canonicalization with comments has a part in it",
        arguments: ["SHA-1 signature", "SHA-1 digest", "with comments"]
    )
    func weak(name: String) {
        #expect(performing: { try assertion(name) }, throws: isBadSignature)
    }

    @Test(
        "are refused by another certificate than the signer's, whatever KeyInfo brings along",
        arguments: ["attacker", "P-256", "P-384"]
    )
    func otherKey(name: String) throws {
        #expect(try xml(name).contains("X509Certificate"))
        #expect(performing: { try read(xml(name)) }, throws: isBadSignature)
    }
}

@Suite("SAML responses that attackers made of good ones")
struct SAMLAttackTests {
    @Test("a changed assertion is refused, wherever it was changed")
    func tampered() throws {
        for name in ["assertion, exclusive", "assertion, inclusive", "response", "both"] {
            let xml = try xml(name)
            for (old, new) in [
                ("role/Dev", "role/Adm"), ("ann<!-- c -->@", "bob<!-- c -->@"), ("12:05:00", "22:05:00"),
                (">7200<", ">9200<"), ("&amp;D", "&amp;E"), ("xsi:type=\"xs:string\"", "xsi:type=\"xs:strinG\""),
                (
                    "Name=\"https://aws.amazon.com/SAML/Attributes/Extra\"",
                    "Name=\"https://aws.amazon.com/SAML/Attributes/extra\""
                ), ("<Conditions ", "<Conditions x=\"\" "), ("urn:e", "urn:f"),
            ] {
                let changed = xml.replacing(old, with: new)
                #expect(changed != xml, "\(old)")
                #expect(throws: SAMLError.self, "\(name): \(old)") { try read(changed) }
            }
        }
    }

    @Test("a good signature over another element, or one that does not name what it signs, vouches for nothing")
    func elsewhere() throws {
        for name in ["another element", "whole document"] {
            #expect(try xml(name).contains("SignatureValue"))
            #expect(performing: { try read(xml(name)) }, throws: isBadSignature)
        }
    }

    @Test("changed values of digest and signature, and none, are refused")
    func values() throws {
        let xml = try xml()
        for tag in ["ds:DigestValue", "ds:SignatureValue"] {
            let value = try piece(of: xml, from: "<\(tag)>", to: "</\(tag)>")
            for new in ["", "AAAA", "!", "&#65;"] {
                let changed = xml.replacing(value, with: "<\(tag)>\(new)</\(tag)>")
                #expect(performing: { try read(changed) }, throws: isBadSignature)
            }
            #expect(performing: { try read(xml.replacing(value, with: "")) }, throws: isBadSignature)
        }
    }

    @Test("an assertion without signature is refused, alone and beside a signature over something else")
    func stripped() throws {
        let xml = try xml()
        let signature = try piece(of: xml, from: "<ds:Signature ", to: "</ds:Signature>")
        let bare = xml.replacing(signature, with: "")
        #expect(performing: { try read(bare) }, throws: isBadSignature)
        // The signature of the assertion, moved to the response; and with its reference turned to the response.
        let moved = bare.replacing("<saml2p:Status>", with: signature + "<saml2p:Status>")
        #expect(performing: { try read(moved) }, throws: isBadSignature)
        let turned = moved.replacing("URI=\"#id-assertion\"", with: "URI=\"#id-response\"")
        #expect(performing: { try read(turned) }, throws: isBadSignature)
        for uri in ["", "#", "#xpointer(/)", "#xpointer(id('id-assertion'))", "id-assertion", "http://attacker/x"] {
            let other = xml.replacing("URI=\"#id-assertion\"", with: "URI=\"\(uri)\"")
            #expect(performing: { try read(other) }, throws: isBadSignature)
        }
        let absent = xml.replacing(" URI=\"#id-assertion\"", with: "")
        #expect(performing: { try read(absent) }, throws: isBadSignature)
    }

    /// The wrappings of "On Breaking SAML: Be Whoever You Want to Be" (2012): the signed assertion is kept somewhere,
    /// and an evil one is put where it is read.
    @Test("a signed assertion that was moved away for an evil one is refused, wherever it lies")
    func wrapped() throws {
        let xml = try xml()
        let signed = try piece(of: xml, from: "<Assertion ", to: "</Assertion>")
        let signature = try piece(of: xml, from: "<ds:Signature ", to: "</ds:Signature>")
        let bare = signed.replacing(signature, with: "")
        let evil = bare.replacing("role/Dev", with: "role/Admin")
        let renamed = evil.replacing("id-assertion", with: "id-evil")
        func response(_ content: String) -> String { xml.replacing(signed, with: content) }
        func extended(_ content: String) -> String {
            xml.replacing(signed, with: content).replacing(
                "<saml2p:Status>",
                with: "<saml2p:Extensions>\(signed)</saml2p:Extensions><saml2p:Status>"
            )
        }
        func within(_ evil: String, _ content: String) -> String {
            evil.replacing("</Issuer>", with: "</Issuer>" + content)
        }
        let hidden = signature.replacing("</ds:Signature>", with: "<ds:Object>\(bare)</ds:Object></ds:Signature>")
        let attacks = [
            response(renamed + signed), response(signed + renamed), response(evil + signed), response(signed + evil),
            extended(renamed), extended(evil), response(within(renamed, signed)), response(within(evil, signed)),
            response(within(renamed, hidden)), response(within(evil, hidden)),
            response(within(renamed, signature) + bare), response(within(evil, signature) + bare),
            response("<x xmlns=\"urn:x\">\(signed)</x>" + renamed), response(renamed + "<x xmlns=\"\">\(signed)</x>"),
            response(renamed + signature + bare), response(signature + renamed + bare),
            response(signed.replacing(signature, with: signature + evil)),
            xml.replacing("</saml2p:Response>", with: "\(renamed)</saml2p:Response>"),
            "<saml2p:Response xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"o\" Version=\"2.0\">"
                + "<saml2p:Status><saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></"
                + "saml2p:Status>"
                + renamed + xml.replacing(try piece(of: xml, from: "<?xml", to: "?>"), with: "") + "</saml2p:Response>",
        ]
        #expect(try read(response(signed)).roles.count == 2)
        for (number, attack) in attacks.enumerated() {
            #expect(throws: SAMLError.self, "attack \(number)") { try read(attack) }
        }
    }

    @Test("an evil assertion is refused where the whole response was signed and lies inside it")
    func wrappedResponse() throws {
        let xml = try xml("response")
        let body = xml.replacing(try piece(of: xml, from: "<?xml", to: "?>"), with: "")
        let signature = try piece(of: xml, from: "<ds:Signature ", to: "</ds:Signature>")
        let evil = try piece(of: xml, from: "<Assertion ", to: "</Assertion>").replacing("role/Dev", with: "role/Admin")
            .replacing("id-assertion", with: "id-evil")
        let object = signature.replacing("</ds:Signature>", with: "<ds:Object>\(body)</ds:Object></ds:Signature>")
        let head =
            "<saml2p:Response xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
            + "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" ID=\"id-response\" Version=\"2.0\">"
        let status =
            "<saml2p:Status><saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/>"
            + "</saml2p:Status>"
        for content in [object + status + evil, signature + status + evil, signature + status + evil + body] {
            #expect(throws: SAMLError.self) { try read(head + content + "</saml2p:Response>") }
        }
    }

    @Test(
        "two elements with one ID are refused, in every spelling of the attribute",
        arguments: ["ID", "Id", "id", "xml:id", "iD"]
    )
    func duplicateIDs(attribute: String) throws {
        let xml = try xml()
        let doubled = xml.replacing("<saml2p:Status>", with: "<saml2p:Status \(attribute)=\"id-assertion\">")
        #expect(performing: { try read(doubled) }, throws: isNoResponse)
        // Alone, such an attribute does no harm: the response is not what was signed.
        #expect(throws: Never.self) {
            try read(xml.replacing("<saml2p:Status>", with: "<saml2p:Status \(attribute)=\"other\">"))
        }
    }

    @Test("comments in a name neither cut it nor can be put there")
    func comments() throws {
        // The signature is over the text without comments, so that one may be added; the name stays whole.
        let xml = try xml()
        let more = xml.replacing("@example.com</NameID>", with: "@example<!-- -->.com<!----></NameID>")
        #expect(more != xml)
        #expect(try read(more).subject == "ann@example.com")
        let element = xml.replacing("ann<!-- c -->@", with: "ann<x/>@")
        #expect(throws: SAMLError.self) { try read(element) }
    }

    @Test("algorithms, transforms and parts of a signature other than SAML's are refused")
    func algorithms() throws {
        let xml = try xml()
        let exclusive = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"
        let enveloped = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
        let xslt = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>"
        let reference = try piece(of: xml, from: "<ds:Reference ", to: "</ds:Reference>")
        for (old, new) in [
            ("rsa-sha256", "hmac-sha256"),
            ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1"),
            ("rsa-sha256", "ecdsa-sha256"), ("xmlenc#sha256", "xmlenc#sha1"), (exclusive, exclusive + exclusive),
            (exclusive, xslt), (enveloped, ""), (enveloped, xslt + enveloped),
            (reference, reference + reference), (reference, ""),
            ("<ds:KeyInfo>", "<ds:Object/><ds:KeyInfo>"), ("</ds:SignedInfo>", "</ds:SignedInfo><ds:SignedInfo/>"),
            ("<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>", ""),
        ] {
            let changed = xml.replacing(old, with: new)
            #expect(changed != xml, "\(old)")
            #expect(performing: { try read(changed) }, throws: isBadSignature)
        }
    }

    @Test("what is not a base64 of XML, too long, no response, not successful or encrypted is refused")
    func forms() throws {
        for text in ["", "!", "AAA", String(repeating: "A", count: 100_004)] {
            #expect(throws: SAMLError.notBase64) { try SAMLResponse(base64: text) }
        }
        let xml = try xml()
        for (old, new) in [
            ("status:Success", "status:Requester"), ("protocol\" xmlns:xs", "protocol2\" xmlns:xs"),
            ("<saml2p:Status>", "<saml2p:Status/><saml2p:Status>"),
            ("Version=\"2.0\" xml:lang", "Version=\"1.1\" xml:lang"),
            (
                "<saml2p:Status>",
                "<e:EncryptedAssertion xmlns:e=\"urn:oasis:names:tc:SAML:2.0:assertion\"/><saml2p:Status>"
            ),
        ] {
            let changed = xml.replacing(old, with: new)
            #expect(changed != xml, "\(old)")
            #expect(performing: { try read(changed) }, throws: isNoResponse)
        }
        let root = "<saml2p:Response "
        let doctype = xml.replacing(root, with: "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>" + root)
        #expect(doctype != xml)
        #expect(throws: SAMLError.self) { try read(doctype) }
    }
}

@Suite("SAML assertions: what must stand in them")
struct SAMLReadingTests {
    /// The assertion of a response that was changed after it was signed, read without a look at the signature.
    private func reading(_ old: String, _ new: String) throws -> SAMLAssertion {
        let xml = try xml()
        let changed = xml.replacing(old, with: new)
        #expect(changed != xml, "\(old)")
        let response = try SAMLResponse(base64: Base64.encode(Array(changed.utf8)))
        return try SAMLAssertion(at: response.assertion, in: response.tree)
    }

    private let data = "<SubjectConfirmationData NotOnOrAfter=\"2026-01-15T12:05:00.123Z\""
    private let conditions =
        "<Conditions NotBefore=\"2026-01-15T11:55:00.123Z\" NotOnOrAfter=\"2026-01-15T12:05:00.123Z\">"
    private let audience = "<AudienceRestriction><Audience>urn:amazon:webservices</Audience></AudienceRestriction>"

    @Test("of two ends the first counts, of two beginnings the last")
    func narrowest() throws {
        let early = Date(timeIntervalSince1970: 1_768_478_430)
        let confirmed = try reading(data, "<SubjectConfirmationData NotOnOrAfter=\"2026-01-15T12:00:30Z\"")
        #expect(confirmed.notOnOrAfter == early)
        let conditioned = try reading(conditions, "<Conditions NotOnOrAfter=\"2026-01-15T12:00:30.9Z\">")
        #expect(conditioned.notOnOrAfter == early)
        #expect(conditioned.notBefore == nil)
        let started = try reading(data, data + " NotBefore=\"2026-01-15T12:00:30Z\"")
        #expect(started.notBefore == early)
        let statement = "<AuthnStatement SessionNotOnOrAfter=\"2026-01-15T12:00:30Z\"/><AuthnStatement "
        #expect(try reading("<AuthnStatement ", statement).sessionNotOnOrAfter == early)
    }

    @Test("what every restriction names is the audience")
    func audiences() throws {
        let other = "<AudienceRestriction><Audience>urn:other</Audience></AudienceRestriction>"
        let both =
            "<AudienceRestriction><Audience>urn:other</Audience><Audience>urn:amazon:webservices</Audience>"
            + "</AudienceRestriction>"
        #expect(try reading(audience, audience + other).audiences.isEmpty)
        #expect(try reading(audience, both + audience).audiences == ["urn:amazon:webservices"])
        #expect(try reading(audience, both).audiences == ["urn:other", "urn:amazon:webservices"])
        #expect(try reading(audience, "").audiences.isEmpty)
    }

    @Test("what is not there once, or not of SAML's form, is refused")
    func malformed() throws {
        let confirmation = "<SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">"
        for (old, new) in [
            (confirmation, "<SubjectConfirmation/>" + confirmation), ("cm:bearer", "cm:sender-vouches"),
            (data, "<SubjectConfirmationData"), (data, "<SubjectConfirmationData/>" + data),
            ("T12:05:00.123Z", "T12:05:00.123"), ("T12:05:00.123Z", "T12:05:00.123+00:00"),
            ("T12:05:00.123Z", "T12:05:00.Z"), ("2026-01-15T12:05", "2026-13-15T12:05"),
            ("<Conditions ", "<Conditions/><Conditions "), (audience, audience + "<Condition/>"),
            (audience, audience + "<x xmlns=\"urn:x\"/>"), ("<Subject>", "<Subject/><Subject>"),
            ("ann<!-- c -->@example.com", ""), ("ann<!-- c -->@example.com", "ann<b/>"),
            ("<NameID ", "<NameID>bob</NameID><NameID "), ("<Issuer>", "<Issuer>x</Issuer><Issuer>"),
            ("<Attribute Name=\"https://aws.amazon.com/SAML/Attributes/Extra\">", "<Attribute>"),
        ] {
            #expect(performing: { try reading(old, new) }, throws: isNoResponse)
        }
        #expect(throws: SAMLError.wrongRecipient(nil)) {
            try reading("Recipient=\"https://signin.aws.amazon.com/saml\"", "")
        }
    }
}

@Suite("SAML assertions: what they say")
struct SAMLAssertionTests {
    private static let issuer = SAMLIssuer(entityID: "https://idp.example.com/saml")
    private static let role = "arn:aws:iam::123456789012:role/Dev"
    private static let provider = "arn:aws:iam::123456789012:saml-provider/Example"

    private func content(_ attributes: [String: [String]] = [:]) -> SAMLIssuer.Content {
        SAMLIssuer.Content(
            subject: "ann & <bob>",
            roles: [(Self.role, Self.provider)],
            roleSessionName: "ann",
            issuedAt: Date(timeIntervalSince1970: 1_768_478_400),
            attributes: attributes
        )
    }

    private func assertion(_ content: SAMLIssuer.Content) throws -> SAMLAssertion {
        try SAMLResponse(base64: Self.issuer.response(content)).verified(by: Self.issuer.certificate)
    }

    /// The error of an assertion whose content was changed so.
    private func error(_ change: (inout SAMLIssuer.Content) -> Void, at moment: Date = now) throws -> SAMLError? {
        var content = content()
        change(&content)
        do {
            try assertion(content).check(now: moment, issuer: Self.issuer.entityID)
            return nil
        } catch let error as SAMLError {
            return error
        }
    }

    @Test("what an issuer here signs is verified by its certificate and by no other's")
    func issued() throws {
        let response = try Self.issuer.response(content(["PrincipalTag:Team": ["<&\"\t\n\r>é"]]))
        #expect(try response == Self.issuer.response(content(["PrincipalTag:Team": ["<&\"\t\n\r>é"]])))
        let pem = try Self.issuer.certificate.pem
        let assertion = try SAMLResponse(base64: response).verified(by: X509Certificate(pem: pem))
        #expect(assertion.subject == "ann & <bob>")
        #expect(assertion.principalTags == ["Team": "<&\"\t\n\r>é"])
        #expect(assertion.sessionDuration == nil && assertion.sourceIdentity == nil)
        #expect(throws: Never.self) { try assertion.check(now: now, issuer: "https://idp.example.com/saml") }
        let other = try SAMLIssuer(entityID: "https://idp.example.com/saml").certificate
        #expect(performing: { try SAMLResponse(base64: response).verified(by: other) }, throws: isBadSignature)
    }

    @Test("the name qualifier is the hash that STS's documentation gives")
    func nameQualifier() throws {
        // printf 'https://idp.example.com/saml123456789012/Example' | openssl dgst -sha1 -binary | base64
        let account = try #require(AccountID("123456789012"))
        #expect(
            try assertion(content()).nameQualifier(account: account, provider: "Example")
                == "YzkNHeOzHciDzcUOvVWMPVJ7uwg="
        )
    }

    @Test("names of SAML 2.0's formats are told by their last word, others whole")
    func subjectTypes() throws {
        var content = content()
        for (format, type) in [
            ("urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "transient"),
            (
                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
            ),
        ] {
            content.subjectFormat = format
            #expect(try assertion(content).subjectType == type)
        }
    }

    @Test("an assertion is taken within five minutes of its issue and before any of its ends")
    func times() throws {
        let issued = content().issuedAt
        func at(_ seconds: Double, _ change: (inout SAMLIssuer.Content) -> Void = { _ in }) throws -> SAMLError? {
            try error(change, at: issued.addingTimeInterval(seconds))
        }
        for seconds in [-300.0, 0, 299] { #expect(try at(seconds) == nil) }
        #expect(try at(-301)?.isExpiry == false)
        #expect(try at(300)?.isExpiry == true)
        #expect(try at(300) { $0.lifetime = 86_400 } == nil)
        let late = try at(301) { $0.lifetime = 86_400 }
        #expect(late?.message == "Token must be redeemed within 5 minutes of issuance")
        #expect(try at(60) { $0.lifetime = 60 }?.isExpiry == true)
        #expect(try at(60) { $0.sessionNotOnOrAfter = issued.addingTimeInterval(60) }?.isExpiry == true)
        #expect(try at(59) { $0.sessionNotOnOrAfter = issued.addingTimeInterval(60) } == nil)
        #expect(try at(.infinity) != nil)
        #expect(try at(-.infinity) != nil)
        #expect(try at(.nan) != nil)
    }

    @Test(
        "an assertion is for AWS's sign-in",
        arguments: [
            ("https://signin.aws.amazon.com/saml", true), ("https://us-east-1.signin.aws.amazon.com/saml", true),
            ("https://eu-central-1.signin.aws.amazon.com/saml/acs/SAMLSP1234", true),
            ("http://signin.aws.amazon.com/saml", false), ("https://signin.aws.amazon.com/saml/", false),
            ("https://evil.signin.aws.amazon.com/saml", false),
            ("https://cn-north-1.signin.aws.amazon.com/saml", false),
            ("https://signin.aws.amazon.com.evil.com/saml", false),
            ("https://xsignin.aws.amazon.com/saml", false), ("https://signin.aws.amazon.com", false),
            ("https://signin.amazonaws.cn/saml", false), ("https://signin.aws.amazon.com/saml/acs/", false),
            ("https://signin.aws.amazon.com@evil.com/saml", false),
        ]
    )
    func recipients(recipient: String, isAccepted: Bool) throws {
        #expect(try error { $0.recipient = recipient } == (isAccepted ? nil : .wrongRecipient(recipient)))
        #expect(try error { $0.audience = recipient } == (isAccepted ? nil : .wrongAudience([recipient])))
    }

    @Test("other partitions have their own sign-in")
    func partitions() throws {
        for partition in [Partition.china, .govCloud] {
            let issuer = SAMLIssuer(entityID: "x", partition: partition)
            let assertion = try SAMLResponse(base64: issuer.response(content())).verified(by: issuer.certificate)
            #expect(throws: Never.self) { try assertion.check(now: now, issuer: "x", partition: partition) }
            #expect(throws: SAMLError.self) { try assertion.check(now: now, issuer: "x") }
        }
    }

    @Test("the sentences are AWS's")
    func sentences() throws {
        #expect(try error { $0.audience = "urn:other" }?.message == "Response does not contain the required audience.")
        let prefix = "https://aws.amazon.com/SAML/Attributes/"
        #expect(
            try error { $0.attributes[prefix + "RoleSessionName"] = nil }?.message
                == "RoleSessionName is required in AuthnResponse"
        )
        for name in ["a", "a b", String(repeating: "a", count: 65), "é…", "a:b"] {
            #expect(
                try error { $0.attributes[prefix + "RoleSessionName"] = [name] }?.message
                    == "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"
            )
        }
        for name in ["a", "aws:x", "x y"] {
            #expect(
                try error { $0.attributes[prefix + "SourceIdentity"] = [name] }?.message
                    == "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\""
            )
        }
        #expect(throws: SAMLError.wrongIssuer("https://idp.example.com/saml")) {
            try assertion(content()).check(now: now, issuer: "https://idp.example.com/other")
        }
        #expect(SAMLError.wrongIssuer("x").message == "Issuer not present in specified provider")
        #expect(SAMLError.badSignature(reason: "x").message == "Response signature invalid")
        #expect(SAMLError.notBase64.message == "Invalid base64 SAMLResponse")
    }

    @Test(
        "AWS's attributes with other values than they take are refused",
        arguments: [
            ("Role", []), ("Role", [""]), ("Role", [role]), ("Role", ["\(role),\(role)"]),
            ("Role", ["\(provider),\(provider)"]),
            ("Role", ["\(role),\(provider),\(role)"]), ("SessionDuration", ["899"]), ("SessionDuration", ["43201"]),
            ("SessionDuration", ["1h"]), ("SessionDuration", ["-900"]), ("SessionDuration", ["900", "900"]),
            ("SessionDuration", ["99999999999999999999"]), ("RoleSessionName", ["ann", "bob"]),
            ("PrincipalTag:a", ["1", "2"]),
            ("PrincipalTag:a", []),
        ] as [(String, [String])]
    )
    func attributes(name: String, values: [String]) throws {
        let error = try error { $0.attributes["https://aws.amazon.com/SAML/Attributes/" + name] = values }
        guard case .invalidAttribute(let found, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == name)
    }
}
