import AWSCore
import AWSProtocols
import World

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
