import AWSProtocols
import World

/// Takes a certificate for servers away. Nothing here uses any.
package struct DeleteServerCertificate: IAMOperation {
    package static let name = "DeleteServerCertificate"

    private let certificateName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        certificateName = try input.requiredText("ServerCertificateName", .serverCertificateName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.serverCertificate(certificateName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            _ = try edit.account.knownServerCertificate(certificateName)
            edit.put(nil, insteadOf: certificateName)
        }
        return nil
    }
}
