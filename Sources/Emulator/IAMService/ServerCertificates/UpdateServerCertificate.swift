import AWSCore
import AWSProtocols
package import World

/// Gives a certificate for servers another name or path. The ID stays.
package struct UpdateServerCertificate: IAMOperation {
    package static let name = "UpdateServerCertificate"

    private let certificateName: String
    private let newPath: String?
    private let newName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        certificateName = try input.requiredText("ServerCertificateName", .serverCertificateName)
        newPath = try input.text("NewPath", .path)
        newName = try input.text("NewServerCertificateName", .serverCertificateName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.serverCertificate(certificateName) }

    /// Whoever renames must be allowed to on both names (docs/aws/iam-api.md, "What is asked").
    package func otherQuestions(_ call: IAMCall) -> [Question] {
        guard let found = call.world.account(call.accountID)?.identitySettings.serverCertificates[certificateName],
            newPath != nil || newName != nil
        else { return [] }
        let target = call.new("server-certificate", newPath ?? found.path, newName ?? found.name)
        return [call.question("iam:" + Self.name, about: target)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let certificate = try edit.account.knownServerCertificate(certificateName)
            if let newName, newName.lowercased() != certificateName.lowercased() {
                guard !edit.account.identitySettings.serverCertificates.hasName(newName) else {
                    throw .exists("The Server Certificate with name \(newName) already exists.")
                }
            }
            let moved = certificate.moved(
                to: newPath ?? certificate.path,
                name: newName ?? certificate.name,
                in: edit.account
            )
            edit.put(moved, insteadOf: certificateName)
        }
        return nil
    }
}
