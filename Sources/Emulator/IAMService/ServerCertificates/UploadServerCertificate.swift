import AWSProtocols
import Cryptography
package import IAM
package import World

/// Gives the account a certificate for servers.
package struct UploadServerCertificate: IAMOperation {
    package static let name = "UploadServerCertificate"
    package static let otherActions = ["iam:TagServerCertificate"]

    private let path: String
    private let certificateName: String
    private let body: String
    private let privateKey: String
    private let chain: String?
    private let tags: TagParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        path = try input.text("Path", .path) ?? "/"
        certificateName = try input.requiredText("ServerCertificateName", .serverCertificateName)
        body = try input.requiredText("CertificateBody", .policy + .length(1...16_384))
        privateKey = try input.requiredText("PrivateKey", .policy + .length(1...16_384), .secret)
        chain = try input.text("CertificateChain", .policy + .length(1...2_097_152))
        tags = try TagParameters(&input)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("server-certificate", path, certificateName) }

    package func conditions(_ call: IAMCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagServerCertificate", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let certificate = try call.edit { (edit) throws(IAMError) -> ServerCertificate in
            let certificates = edit.account.identitySettings.serverCertificates
            guard !certificates.hasName(certificateName) else {
                throw .exists("The Server Certificate with name \(certificateName) already exists.")
            }
            try certificates.refuseMore(than: .serverCertificates)
            let certificate = try read(in: &edit)
            edit.put(certificate, insteadOf: certificateName)
            return certificate
        }
        return IAMResult(
            [.structure("ServerCertificateMetadata", certificate.metadata)] + QueryResult.Member.tags(certificate.tags)
        )
    }

    /// - Throws: unless the private key is that of the certificate, and the chain begins with its issuer's.
    private func read(in edit: inout IdentityEdit) throws(IAMError) -> ServerCertificate {
        let isPair: Bool?
        let certificate: ServerCertificate
        do throws(CryptographyError) {
            certificate = try edit.newServerCertificate(
                certificateName,
                path: path,
                body: body,
                chain: chain,
                tags: tags.values
            )
            isPair = try X509Certificate(pem: body).isOf(privateKey: privateKey)
        } catch {
            throw .malformedServerCertificate(error)
        }
        guard let isPair else {
            throw IAMError("MalformedCertificate", "Unable to parse key; private key must be in PEM format.")
        }
        guard isPair else {
            throw IAMError("KeyPairMismatch", "The public key certificate and the private key do not match.")
        }
        return certificate
    }
}

extension IAMError {
    fileprivate static func malformedServerCertificate(_ problem: CryptographyError) -> IAMError {
        if case .invalidCertificate(let reason) = problem, reason.hasPrefix(ServerCertificate.unchained) {
            return IAMError("MalformedCertificate", reason)
        }
        return IAMError(
            "MalformedCertificate",
            "Unable to parse certificate. Please ensure the certificate is in PEM format."
        ).because("\(problem)")
    }
}
