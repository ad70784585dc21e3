import AWSProtocols
import World

/// A certificate for servers with its chain, and without its private key.
package struct GetServerCertificate: IAMOperation {
    package static let name = "GetServerCertificate"

    private let certificateName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        certificateName = try input.requiredText("ServerCertificateName", .serverCertificateName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.serverCertificate(certificateName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let certificate = try call.account().knownServerCertificate(certificateName)
        let members: [QueryResult.Member] =
            [
                .structure("ServerCertificateMetadata", certificate.metadata),
                .text("CertificateBody", certificate.body),
            ] + (certificate.chain.map { [.text("CertificateChain", $0)] } ?? [])
        return IAMResult([.structure("ServerCertificate", members + QueryResult.Member.tags(certificate.tags))])
    }
}
