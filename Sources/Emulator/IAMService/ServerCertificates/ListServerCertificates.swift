import AWSProtocols
import World

/// The certificates for servers whose paths begin with a prefix, by name.
package struct ListServerCertificates: IAMOperation {
    package static let name = "ListServerCertificates"

    private let prefix: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        prefix = try input.text("PathPrefix", .pathPrefix)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("server-certificate", below: prefix) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let certificates = try call.account().identitySettings.serverCertificates.values
            .filter { $0.path.hasPrefix(prefix ?? "/") }
        let page = try page.page(of: certificates, Self.name, prefix ?? "/") { $0.name }
        return IAMResult([.structures("ServerCertificateMetadataList", page.items.map(\.metadata))] + page.rest)
    }
}
