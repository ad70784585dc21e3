import AWSCore
import Cryptography
import Determinism

/// Certificates for servers.
extension WorldReader {
    /// By name, each `{path, certificate, chain, tags}`.
    func serverCertificates(
        _ field: YAMLField?,
        of account: Account
    ) throws(WorldFileError) -> [String: ServerCertificate] {
        guard let field else { return [:] }
        var certificates: [String: ServerCertificate] = [:]
        for member in try field.members() {
            try begin(member)
            try member.value.refuse(IdentityRules.name(member.key, of: "server certificate"), at: member.line)
            let named = member.value.named("server certificate '\(member.key)'")
            let record = try named.record(ServerCertificateKey.self)
            guard let body = record[.certificate] else {
                throw named.error(at: member.line, "\(named.what) has no certificate; add it in PEM")
            }
            let path = try path(record[.path])
            let chain = try record[.chain]?.text()
            let tags = try tags(record[.tags], of: named)
            let text = try body.text()
            var stream = RandomStream(
                derivedFrom: "server certificate \(account.id) \(member.key)\(seed.map { " " + $0 } ?? "")"
            )
            do throws(CryptographyError) {
                certificates[member.key] = try ServerCertificate(
                    account: account,
                    path: path,
                    name: member.key,
                    body: text,
                    chain: chain,
                    tags: tags,
                    from: &stream
                )
            } catch {
                throw body.error("\(body.what) is \(error)")
            }
        }
        let most = IdentityRules.Count.serverCertificates
        try field.refuse(
            certificates.count > most ? "an account has \(most) server certificates at the most; take some out" : nil
        )
        return certificates
    }
}
