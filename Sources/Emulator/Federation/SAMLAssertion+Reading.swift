import AWSCore
import Foundation
import Text

extension SAMLAssertion {
    /// Reads the assertion at `place`, whose signature was verified.
    ///
    /// - Throws: ``SAMLError``.
    init(at place: Int, in tree: XMLTree) throws(SAMLError) {
        let reader = AssertionReader(tree: tree)
        issuer = try reader.text(reader.one("Issuer", in: place))
        issuedAt = try reader.date("IssueInstant", of: place)
        let subject = try reader.one("Subject", in: place)
        let name = try reader.one("NameID", in: subject)
        self.subject = try reader.text(name)
        let format = tree.elements[name]["Format"] ?? "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
        let ownFormats = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
        subjectType = format.hasPrefix(ownFormats) ? String(format.dropFirst(ownFormats.count)) : format
        let confirmation = try reader.one("SubjectConfirmation", in: subject)
        guard tree.elements[confirmation]["Method"] == "urn:oasis:names:tc:SAML:2.0:cm:bearer" else {
            throw .notAResponse(reason: "its subject is not confirmed by bearing the assertion")
        }
        let data = try reader.one("SubjectConfirmationData", in: confirmation)
        guard let recipient = tree.elements[data]["Recipient"] else { throw .wrongRecipient(nil) }
        self.recipient = recipient
        var ends = [try reader.date("NotOnOrAfter", of: data)]
        var starts = try [reader.optionalDate("NotBefore", of: data)].compactMap(\.self)
        let conditions = try reader.one("Conditions", in: place)
        if let end = try reader.optionalDate("NotOnOrAfter", of: conditions) { ends.append(end) }
        if let start = try reader.optionalDate("NotBefore", of: conditions) { starts.append(start) }
        notBefore = starts.max()
        notOnOrAfter = ends.min() ?? .distantPast
        audiences = try reader.audiences(of: conditions)
        sessionNotOnOrAfter = try reader.sessionEnd(of: place)
        attributes = try reader.attributes(of: place)

        let values = AWSAttributes(attributes)
        roles = try values.roles()
        guard let session = try values.single("RoleSessionName") else { throw .missingSessionName }
        guard session.isSessionName else { throw .invalidSessionName }
        roleSessionName = session
        sourceIdentity = try values.single("SourceIdentity")
        if let sourceIdentity, !sourceIdentity.isSessionName || sourceIdentity.hasPrefix("aws:") {
            throw .invalidSourceIdentity
        }
        sessionDuration = try values.duration()
        principalTags = try values.tags()
        transitiveTagKeys = values.all("TransitiveTagKeys")
    }
}

/// Finds what must be there, and there once.
private struct AssertionReader {
    let tree: XMLTree

    func one(_ local: String, in place: Int) throws(SAMLError) -> Int {
        let found = tree.children(of: place, local, in: SAMLResponse.assertionNamespace)
        guard found.count == 1, let only = found.first else {
            throw .notAResponse(reason: "\(tree.elements[place].name.local) has not exactly one \(local)")
        }
        return only
    }

    func text(_ place: Int) throws(SAMLError) -> String {
        guard let text = tree.text(of: place), !text.isEmpty else {
            throw .notAResponse(reason: "\(tree.elements[place].name.local) holds no text, or elements")
        }
        return text
    }

    func date(_ attribute: String, of place: Int) throws(SAMLError) -> Date {
        guard let date = try optionalDate(attribute, of: place) else {
            throw .notAResponse(reason: "\(tree.elements[place].name.local) has no \(attribute)")
        }
        return date
    }

    func optionalDate(_ attribute: String, of place: Int) throws(SAMLError) -> Date? {
        guard let text = tree.elements[place][attribute] else { return nil }
        guard let date = Date(samlTime: text) else {
            throw .notAResponse(reason: "\(attribute) is not a time in UTC, such as 2026-01-31T12:00:00Z")
        }
        return date
    }

    /// The audiences that the conditions name; where there are several restrictions, all must hold, so that only what
    /// every one of them names counts.
    func audiences(of conditions: Int) throws(SAMLError) -> [String] {
        var audiences: [String]?
        for child in tree.children(of: conditions) {
            let name = tree.elements[child].name
            guard name.namespace == SAMLResponse.assertionNamespace else {
                throw .notAResponse(reason: "a condition is unknown")
            }
            switch name.local {
            case "AudienceRestriction":
                var named: [String] = []
                for audience in tree.children(of: child, "Audience", in: SAMLResponse.assertionNamespace) {
                    named.append(try text(audience))
                }
                audiences = audiences.map { known in known.filter(Set(named).contains) } ?? named
            case "OneTimeUse", "ProxyRestriction": break
            default: throw .notAResponse(reason: "the condition \(name.local) is unknown")
            }
        }
        return audiences ?? []
    }

    /// The first end of the sessions that the assertion names.
    func sessionEnd(of place: Int) throws(SAMLError) -> Date? {
        var ends: [Date] = []
        for statement in tree.children(of: place, "AuthnStatement", in: SAMLResponse.assertionNamespace) {
            if let end = try optionalDate("SessionNotOnOrAfter", of: statement) { ends.append(end) }
        }
        return ends.min()
    }

    func attributes(of place: Int) throws(SAMLError) -> [String: [String]] {
        var attributes: [String: [String]] = [:]
        for statement in tree.children(of: place, "AttributeStatement", in: SAMLResponse.assertionNamespace) {
            for attribute in tree.children(of: statement, "Attribute", in: SAMLResponse.assertionNamespace) {
                guard let name = tree.elements[attribute]["Name"] else {
                    throw .notAResponse(reason: "an attribute has no name")
                }
                var values = attributes[name] ?? []
                for value in tree.children(of: attribute, "AttributeValue", in: SAMLResponse.assertionNamespace) {
                    // Values with elements in them are other parties' business.
                    if let text = tree.text(of: value) { values.append(text) }
                }
                attributes[name] = values
            }
        }
        return attributes
    }
}

/// The attributes that AWS looks at, by their names without AWS's prefix.
private struct AWSAttributes {
    private let values: [String: [String]]

    init(_ attributes: [String: [String]]) {
        let prefixes = ["https://aws.amazon.com/SAML/Attributes/", "http://www.amazonaws.cn/SAML/Attributes/"]
        var values: [String: [String]] = [:]
        for (name, texts) in attributes {
            for prefix in prefixes where name.hasPrefix(prefix) {
                values[String(name.dropFirst(prefix.count)), default: []] += texts
            }
        }
        self.values = values
    }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// The one value of an attribute; nil where there is no such attribute, or it is empty.
    func single(_ name: String) throws(SAMLError) -> String? {
        let values = all(name)
        guard values.count <= 1 else { throw .invalidAttribute(name, reason: "it takes one value") }
        return values.first.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Pairs of a role and a provider, in either order.
    func roles() throws(SAMLError) -> [SAMLAssertion.RoleGrant] {
        var roles: [SAMLAssertion.RoleGrant] = []
        for value in all("Role") {
            let parts = value.split(separator: ",", omittingEmptySubsequences: false).map { part in
                String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
            }
            let providers = parts.filter { $0.contains(":saml-provider/") }
            let names = parts.filter { $0.contains(":role/") }
            guard parts.count == 2, providers.count == 1, names.count == 1 else {
                throw .invalidAttribute("Role", reason: "it takes the ARNs of a role and of a SAML provider")
            }
            roles.append(SAMLAssertion.RoleGrant(role: names[0], provider: providers[0]))
        }
        guard !roles.isEmpty else { throw .invalidAttribute("Role", reason: "it is not there") }
        return roles
    }

    func duration() throws(SAMLError) -> Int? {
        guard let text = try single("SessionDuration") else { return nil }
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let seconds = Int(text), (900...43_200).contains(seconds)
        else { throw .invalidAttribute("SessionDuration", reason: "it takes 900 to 43200 seconds") }
        return seconds
    }

    func tags() throws(SAMLError) -> [String: String] {
        var tags: [String: String] = [:]
        for (name, values) in values where name.hasPrefix("PrincipalTag:") {
            guard let value = values.first, values.count == 1 else {
                throw .invalidAttribute(name, reason: "it takes one value")
            }
            tags[String(name.dropFirst("PrincipalTag:".count))] = value
        }
        return tags
    }
}

extension String {
    /// Whether the text is 2 to 64 of the characters that session names are made of.
    fileprivate var isSessionName: Bool {
        (2...64).contains(utf8.count)
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "_+=,.@-".utf8.contains(byte)
                }
            }
    }
}

extension Date {
    /// A time as SAML writes it: in UTC with `Z`, with or without a fraction of a second, which does not count.
    fileprivate init?(samlTime text: String) {
        guard text.hasSuffix("Z") else { return nil }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, let date = AWSDate.parseExtended(whole + "Z") else {
            return nil
        }
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        }
        self = date
    }
}
