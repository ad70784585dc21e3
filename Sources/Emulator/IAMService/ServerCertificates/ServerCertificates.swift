import AWSCore
package import AWSProtocols
package import World

extension Account {
    func knownServerCertificate(_ name: String) throws(IAMError) -> ServerCertificate {
        guard let certificate = identitySettings.serverCertificates[name] else {
            throw .absent("The Server Certificate with name \(name) cannot be found.")
        }
        return certificate
    }
}

extension IdentityEdit {
    /// Puts a certificate under its name, and nothing any more under the one that it had; nil takes it away.
    mutating func put(_ certificate: ServerCertificate?, insteadOf name: String) {
        var settings = account.identitySettings
        settings.serverCertificates[name] = nil
        if let certificate { settings.serverCertificates[certificate.name] = certificate }
        put(settings)
    }
}

extension IAMCall {
    func serverCertificate(_ name: String) -> IAMSubject {
        guard let certificate = world.account(accountID)?.identitySettings.serverCertificates[name] else {
            return IAMSubject(resource: "server certificate \(name)")
        }
        return IAMSubject(resource: certificate.arn.description, tags: certificate.tags)
    }
}

extension ServerCertificate {
    /// What stands of it in lists.
    var metadata: [QueryResult.Member] {
        [
            .text("Path", path), .text("ServerCertificateName", name), .text("ServerCertificateId", uniqueID),
            .text("Arn", arn.description), .date("UploadDate", uploadedAt),
        ] + (expiration.map { [.date("Expiration", $0)] } ?? [])
    }
}

/// Certificates for servers, as things with tags.
package enum TaggedServerCertificate: Tagged {
    package static let word = "ServerCertificate"
    package static let idMember = "ServerCertificateName"
    package static let idRules: InputRules<String> = .serverCertificateName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.serverCertificate(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.knownServerCertificate(id).tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var certificate = try edit.account.knownServerCertificate(id)
        certificate.tags = tags
        edit.put(certificate, insteadOf: id)
    }
}
