import AWSProtocols
import World

/// Takes a signing certificate away.
package struct DeleteSigningCertificate: IAMOperation {
    package static let name = "DeleteSigningCertificate"

    private let userName: String?
    private let id: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        id = try input.requiredText("CertificateId", .certificateID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            let certificates = try edit.account.signingCertificates(of: name)
            guard certificates.contains(where: { $0.id == id }) else { throw .noCertificate(id) }
            try edit.putSigningCertificates(certificates.filter { $0.id != id }, of: name)
        }
        return nil
    }
}
