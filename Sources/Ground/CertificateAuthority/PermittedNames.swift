/// The names that certificates of the authority may carry: domains with all that is below them, and loopback.
///
/// They become the authority's critical name constraints (RFC 5280, 4.2.1.10), so that whoever trusts the authority
/// trusts it for these names only, even if its key were lost.
package struct PermittedNames: Sendable, Equatable {
    /// Domain names in lower case, such as `amazonaws.com`. Each stands for itself and for every name below it.
    package let domains: [String]

    /// Every suffix of AWS's service and registry host names, in every partition, and `localhost`.
    package static let standard = PermittedNames(domains: [
        "localhost",
        "amazonaws.com", "api.aws", "on.aws", "public.ecr.aws",
        "amazonaws.com.cn", "api.amazonwebservices.com.cn", "on.amazonwebservices.com.cn",
        "c2s.ic.gov", "api.aws.ic.gov",
        "sc2s.sgov.gov", "api.aws.scloud",
        "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk",
        "csp.hci.ic.gov", "api.aws.hci.ic.gov",
        "amazonaws.eu", "api.amazonwebservices.eu",
    ])

    /// These names and further ones, which are domain names as ``domains`` has them.
    package func adding(_ further: [String]) -> PermittedNames {
        PermittedNames(domains: domains + further.filter { !domains.contains($0) }.sorted())
    }

    /// - Parameter domains: domain names in lower case, without a leading dot.
    package init(domains: [String]) {
        self.domains = domains
    }

    /// Whether the constraints let a certificate carry `host`.
    package func permits(_ host: LeafHost) -> Bool {
        guard case .domain(let name) = host else { return domains.contains("localhost") }
        return domains.contains { name == $0 || name.hasSuffix("." + $0) }
    }

    /// The constraints in libcrypto's notation.
    var extensionValue: String {
        let addresses = ["127.0.0.0/255.0.0.0", "::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]
        let permitted = domains.map { "permitted;DNS:" + $0 } + addresses.map { "permitted;IP:" + $0 }
        return "critical," + permitted.joined(separator: ",")
    }
}
