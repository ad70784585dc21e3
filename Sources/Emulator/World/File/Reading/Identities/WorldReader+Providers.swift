import AWSCore
import Cryptography
import Federation
import IAM

/// Identity providers and VPC endpoints.
extension WorldReader {
    mutating func readProviders(
        _ record: [AccountKey: YAMLField],
        into account: inout Account
    ) throws(WorldFileError) {
        for member in try record[.oidcProviders]?.members() ?? [] {
            let provider = try oidcProvider(member, account)
            account.oidcProviders[provider.name] = provider
        }
        for member in try record[.samlProviders]?.members() ?? [] {
            account.samlProviders[member.key] = try samlProvider(member, account)
        }
        for member in try record[.vpcEndpoints]?.members() ?? [] {
            account.vpcEndpoints[member.key] = try endpoint(member, account)
        }
    }

    private func oidcProvider(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> OIDCProvider {
        let issuer = member.key
        let isIssuer =
            issuer.hasPrefix("https://") && issuer.utf8.count > 8 && issuer.utf8.count <= 255
            && !issuer.hasSuffix("/") && issuer.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            && !issuer.contains("?") && !issuer.contains("#")
        guard isIssuer else {
            throw member.value.error(
                at: member.line,
                "'\(issuer)' is not an issuer; write https://HOST/PATH without a slash at the end, query or fragment"
            )
        }
        let field = member.value.named("OIDC provider '\(issuer)'")
        let record = try field.record(OIDCProviderKey.self)
        guard let clients = record[.clientIDs] else {
            throw field.error(
                at: member.line,
                "\(field.what) has no client_ids; add the audiences of its tokens, such as sts.amazonaws.com"
            )
        }
        let ids = try clients.texts()
        guard ids.count <= 100, ids.allSatisfy({ $0.utf8.count <= 255 }) else {
            throw clients.error("\(clients.what) has \(ids.count) entries; write up to 100 of up to 255 characters")
        }
        let keys = try record[.jwks].map { field throws(WorldFileError) in try keySet(field) }
        return OIDCProvider(
            account: account.id,
            partition: account.partition,
            issuer: issuer,
            clientIDs: ids,
            keys: keys,
            thumbprints: try record[.thumbprints].map { field throws(WorldFileError) in try thumbprints(field) } ?? [],
            tags: try tags(record[.tags], of: field)
        )
    }

    /// SHA-1 hashes in hexadecimal digits.
    private func thumbprints(_ field: YAMLField) throws(WorldFileError) -> [String] {
        let texts = try field.texts()
        let isDigit = { (byte: UInt8) in byte.isDigit || (0x61...0x66).contains(byte.lowercasedASCII) }
        guard texts.count <= IdentityRules.mostThumbprints,
            texts.allSatisfy({ $0.utf8.count == 40 && $0.utf8.allSatisfy(isDigit) })
        else {
            throw field.error(
                "\(field.what) takes up to \(IdentityRules.mostThumbprints) SHA-1 hashes; write 40 hexadecimal digits each"
            )
        }
        return texts
    }

    private func keySet(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        let keys: [JSONWebKey]
        do {
            keys = try JSONWebKeySet(json: text).keys
        } catch {
            throw field.error(
                "\(field.what) is refused, for \(error); write JSON text such as {\"keys\": [{\"kty\": \"RSA\", …}]}"
            )
        }
        guard !keys.isEmpty else {
            throw field.error(
                "\(field.what) has no key that tokens can be verified with; add an RSA key, or one on P-256, P-384 or P-521"
            )
        }
        return text
    }

    private func samlProvider(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> SAMLProvider {
        let name = member.key
        let isName =
            (1...128).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isWordCharacter || $0 == 0x2E || $0 == 0x2D }
        guard isName else {
            throw member.value.error(
                at: member.line,
                "'\(name)' is not a name of a SAML provider; write 1 to 128 letters, digits or characters of ._-"
            )
        }
        let field = member.value.named("SAML provider '\(name)'")
        let record = try field.record(SAMLProviderKey.self)
        guard let issuer = record[.issuer], let certificate = record[.certificate] else {
            let missing = record[.issuer] == nil ? "issuer" : "certificate"
            throw field.error(at: member.line, "\(field.what) has no \(missing); add \(missing):")
        }
        let pem = try certificate.text()
        do {
            _ = try X509Certificate(pem: pem)
        } catch {
            let reason = if case .invalidCertificate(let reason) = error { reason } else { "\(error)" }
            throw certificate.error(
                "\(certificate.what) cannot be used: \(reason); write one X.509 certificate as PEM, with an RSA key of "
                    + "2,048 bits or more, or a key on P-256, P-384 or P-521"
            )
        }
        return SAMLProvider(
            account: account.id,
            partition: account.partition,
            name: name,
            issuer: try issuer.text(),
            certificatePEM: pem,
            tags: try tags(record[.tags], of: field)
        )
    }

    private mutating func endpoint(
        _ member: YAMLField.Member,
        _ account: Account
    ) throws(WorldFileError) -> VPCEndpoint {
        let id = member.key
        guard Self.isResourceID(id, "vpce-") else {
            throw member.value.error(
                at: member.line,
                "'\(id)' is not the ID of a VPC endpoint; write vpce- and 4 to 17 small letters and digits"
            )
        }
        if let line = endpointLines[id] {
            throw member.value.error(
                at: member.line,
                "the VPC endpoint '\(id)' stands on line \(line) already; give each its own ID"
            )
        }
        endpointLines[id] = member.line
        let field = member.value.named("VPC endpoint '\(id)'")
        let record = try field.record(VPCEndpointKey.self)
        guard let vpcField = record[.vpc] else {
            throw field.error(at: member.line, "\(field.what) has no vpc; add vpc: with the ID of its VPC")
        }
        let vpc = try vpcField.text()
        guard Self.isResourceID(vpc, "vpc-") else {
            throw vpcField.error("'\(vpc)' is not the ID of a VPC; write vpc- and 4 to 17 small letters and digits")
        }
        var document: PolicyDocument?
        if let policy = record[.policy] {
            document = try resourcePolicy(
                policy.policy(.endpoint),
                of: "the policy of \(field.what)"
            )
        }
        return VPCEndpoint(id: id, vpc: vpc, account: account.id, policy: document)
    }

    /// Whether it is an ID such as `vpc-0a1b2c3d`.
    static func isResourceID(_ text: String, _ prefix: String) -> Bool {
        let rest = text.dropFirst(prefix.count).utf8
        return text.hasPrefix(prefix) && (4...17).contains(rest.count)
            && rest.allSatisfy { $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) }
    }
}
