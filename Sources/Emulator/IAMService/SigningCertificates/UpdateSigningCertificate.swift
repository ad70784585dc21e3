import AWSProtocols
import World

/// Switches a signing certificate on or off.
package struct UpdateSigningCertificate: IAMOperation {
    package static let name = "UpdateSigningCertificate"

    private let userName: String?
    private let id: String
    private let status: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        id = try input.requiredText("CertificateId", .certificateID)
        status = try input.requiredText("Status", .values(["Active", "Inactive", "Expired"]))
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard status != "Expired" else { throw .invalidInput("The status of a certificate is Active or Inactive.") }
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            var certificates = try edit.account.signingCertificates(of: name)
            guard let index = certificates.firstIndex(where: { $0.id == id }) else { throw .noCertificate(id) }
            certificates[index].isActive = status == "Active"
            try edit.putSigningCertificates(certificates, of: name)
        }
        return nil
    }
}
