import AWSCore
import Cryptography
import Determinism

/// What users have to sign with beside access keys, devices and a password.
extension WorldReader {
    func readCredentials(_ record: [UserKey: YAMLField], into user: inout User) throws(WorldFileError) {
        var stream = RandomStream(derivedFrom: "credentials \(user.arn)\(seed.map { " " + $0 } ?? "")")
        for field in try record[.sshPublicKeys]?.list() ?? [] {
            let body = try field.text()
            do throws(SSHPublicKey.Problem) {
                user.credentials.sshPublicKeys.append(try SSHPublicKey(body: body, from: &stream))
            } catch {
                throw field.error("\(field.what) is not an RSA key for SSH: \(error); write it as ssh-rsa or PEM")
            }
        }
        for field in try record[.serviceSpecificCredentials]?.list() ?? [] {
            let name = try field.choice(of: ServiceSpecificCredential.Service.all.map(\.name))
            guard let service = ServiceSpecificCredential.Service(named: name) else { continue }
            user.credentials.serviceSpecific.append(
                ServiceSpecificCredential(of: user, for: service, from: &stream)
            )
        }
        for field in try record[.signingCertificates]?.list() ?? [] {
            let body = try field.text()
            do throws(CryptographyError) {
                user.credentials.signingCertificates.append(try SigningCertificate(body: body, from: &stream))
            } catch {
                throw field.error("\(field.what) is \(error)")
            }
        }
        let held = user.credentials
        try record[.sshPublicKeys]?.refuse(IdentityRules.sshPublicKeys(held.sshPublicKeys))
        try record[.serviceSpecificCredentials]?.refuse(IdentityRules.serviceSpecific(held.serviceSpecific))
        try record[.signingCertificates]?.refuse(IdentityRules.signingCertificates(held.signingCertificates))
    }
}

extension IdentityRules {
    fileprivate static func sshPublicKeys(_ keys: [SSHPublicKey]) -> String? {
        keys.count > Count.sshPublicKeys ? "a user has \(Count.sshPublicKeys) SSH keys at the most; take some out" : nil
    }

    fileprivate static func serviceSpecific(_ credentials: [ServiceSpecificCredential]) -> String? {
        let most = ServiceSpecificCredential.mostOfService
        let counts = Dictionary(grouping: credentials, by: \.service).mapValues(\.count)
        guard let service = counts.filter({ $0.value > most }).keys.min() else { return nil }
        return "a user has \(most) credentials for \(service) at the most; take some out"
    }

    fileprivate static func signingCertificates(_ certificates: [SigningCertificate]) -> String? {
        certificates.count > Count.signingCertificates
            ? "a user has \(Count.signingCertificates) signing certificates at the most; take some out" : nil
    }
}
