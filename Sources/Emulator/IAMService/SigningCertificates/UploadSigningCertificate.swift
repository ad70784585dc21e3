import AWSProtocols
import Cryptography
import World

/// Gives a user, or root, a signing certificate.
package struct UploadSigningCertificate: IAMOperation {
    package static let name = "UploadSigningCertificate"

    private let userName: String?
    private let body: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        body = try input.requiredText("CertificateBody", .policy + .length(1...16_384))
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        return try call.edit { (edit) throws(IAMError) in
            var certificates = try edit.account.signingCertificates(of: name)
            let certificate: SigningCertificate
            do throws(CryptographyError) {
                certificate = try edit.newSigningCertificate(body)
            } catch {
                throw IAMError.invalid(error)
            }
            let all = edit.account.users.values.flatMap(\.credentials.signingCertificates)
            guard
                !(all + (edit.account.identitySettings.rootSigningCertificates ?? [])).contains(
                    where: certificate.isSame
                )
            else {
                throw IAMError(
                    "DuplicateCertificate",
                    "The same certificate is associated with an IAM user in the account.",
                    status: 409
                )
            }
            try Quota.signingCertificatesPerUser.refuse(certificates.count + 1)
            certificates.append(certificate)
            try edit.putSigningCertificates(certificates, of: name)
            return IAMResult([.structure("Certificate", certificate.members(of: name))])
        }
    }
}
