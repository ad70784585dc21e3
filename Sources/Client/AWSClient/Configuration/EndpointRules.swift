import AWSCore
import Foundation

/// Where a service is called, as botocore decides it.
struct EndpointRules {
    let environment: ClientEnvironment
    let profile: AWSConfiguration.Profile
    private let configuration: AWSConfiguration

    /// - Throws: where the configuration cannot be read, or the profile is not in it.
    init(_ settings: AWSSettings) throws(AWSCallError) {
        environment = settings.environment
        do throws(AWSConfigurationError) {
            configuration = try settings.configuration()
            profile = try configuration.selectedProfile()
        } catch {
            throw .configuration(error.description)
        }
    }

    /// The URL that a service's requests go to, with a path of at least `/`.
    ///
    /// In this order: what is given, `AWS_ENDPOINT_URL_SERVICE`, `AWS_ENDPOINT_URL`, the service's entry in the
    /// `services` section that the profile names, the profile's `endpoint_url`, the service's own host name in the
    /// region.
    ///
    /// - Parameter explicit: an endpoint that comes before all of them.
    func url(
        of service: ClientService,
        region: String,
        explicit: String?
    ) throws(AWSCallError) -> String {
        if let custom = try customURL(of: service, explicit: explicit) { return custom }
        return "https://" + (try host(of: service, region: region)) + "/"
    }

    /// The URL of a bucket: a host of its own where its name and the settings allow that, else a path.
    func url(ofBucket bucket: String, region: String, explicit: String?) throws(AWSCallError) -> String {
        let style = profile.subsections["s3"]?["addressing_style"]
        if let custom = try customURL(of: .s3, explicit: explicit) {
            guard style == "virtual", EndpointRules.isHostLabel(bucket) else {
                return custom + (custom.hasSuffix("/") ? "" : "/") + bucket
            }
            guard let start = custom.range(of: "://")?.upperBound else { return custom }
            return custom[..<start] + bucket + "." + custom[start...]
        }
        let host = try host(of: .s3, region: region)
        guard style != "path", EndpointRules.isHostLabel(bucket) else { return "https://\(host)/\(bucket)" }
        return "https://\(bucket).\(host)/"
    }

    /// `max_attempts` in all; botocore's standard mode has three.
    func maxAttempts() throws(AWSCallError) -> Int {
        guard let text = environment.variable("AWS_MAX_ATTEMPTS") ?? profile["max_attempts"] else { return 3 }
        guard let count = Int(text), count >= 1 else {
            throw .configuration(
                AWSConfigurationError.invalid(name: "max_attempts", value: text, expected: "a number from 1")
                    .description
            )
        }
        return count
    }

    /// The profile's `ca_bundle`.
    var caBundle: String? { profile["ca_bundle"] }

    private func customURL(of service: ClientService, explicit: String?) throws(AWSCallError) -> String? {
        if let explicit { return try EndpointRules.withPath(explicit) }
        return try configuredURL(of: service).map { (url) throws(AWSCallError) in try EndpointRules.withPath(url) }
    }

    private func configuredURL(of service: ClientService) throws(AWSCallError) -> String? {
        let ignored =
            environment.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? profile["ignore_configured_endpoint_urls"]
        if EndpointRules.isTrue(ignored) { return nil }
        let own = environment.variable("AWS_ENDPOINT_URL_" + service.rawValue.uppercased())
        if let url = own ?? environment.variable("AWS_ENDPOINT_URL") { return url }
        if let name = profile["services"] {
            guard let services = configuration.services[name] else {
                throw .configuration(AWSConfigurationError.servicesNotFound(name).description)
            }
            if let url = services.subsections[service.rawValue]?["endpoint_url"], !url.isEmpty { return url }
        }
        return profile["endpoint_url"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func host(of service: ClientService, region name: String) throws(AWSCallError) -> String {
        guard let region = Region(name) else {
            throw .configuration("Provided region_name '\(name)' doesn't match a supported format.")
        }
        let fips = EndpointRules.isTrue(environment.variable("AWS_USE_FIPS_ENDPOINT") ?? profile["use_fips_endpoint"])
        let dualStack = EndpointRules.isTrue(
            environment.variable("AWS_USE_DUALSTACK_ENDPOINT") ?? profile["use_dualstack_endpoint"]
        )
        let partition = region.partition
        let label = service.rawValue + (fips ? "-fips" : "")
        switch service {
        case .s3:
            if fips, partition == .china { throw .configuration("Partition does not support FIPS") }
            if !fips, !dualStack, usesGlobalS3(region) { return "s3.\(partition.suffix)" }
            return "\(label)\(dualStack ? ".dualstack" : "").\(region).\(partition.suffix)"
        case _ where dualStack:
            return "\(label).\(region).\(partition.dualStackSuffix)"
        case .ecr:
            return "api.\(label).\(region).\(partition.suffix)"
        case .sts:
            // GovCloud's plain endpoints are FIPS endpoints.
            return "\(partition == .govCloud ? "sts" : label).\(region).\(partition.suffix)"
        case .eks where fips:
            let label = partition == .govCloud ? "eks" : partition == .aws ? "fips.eks" : "eks-fips"
            return "\(label).\(region).\(partition.suffix)"
        case .eks:
            return "eks.\(region).\(partition.suffix)"
        }
    }

    /// `us-east-1` is called by S3's global name, unless the settings ask for the regional one.
    private func usesGlobalS3(_ region: Region) -> Bool {
        let setting =
            environment.variable("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT")
            ?? profile.subsections["s3"]?["us_east_1_regional_endpoint"]
        return region.name == "us-east-1" && setting?.lowercased() != "regional"
    }

    /// Whether a bucket's name can stand before S3's host name under its certificate: no dots, no capitals.
    private static func isHostLabel(_ bucket: String) -> Bool {
        let bytes = Array(bucket.utf8)
        guard (3...63).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else { return false }
        return bytes.allSatisfy { $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D }
    }

    /// An endpoint's path is kept; without one it is `/`.
    private static func withPath(_ endpoint: String) throws(AWSCallError) -> String {
        let scheme = endpoint.prefix { $0 != ":" }
        let rest = endpoint.dropFirst(scheme.count)
        let isKnown = scheme.equalsIgnoringCase("http") || scheme.equalsIgnoringCase("https")
        let authority = rest.dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let isPlain = endpoint.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isKnown, rest.hasPrefix("://"), !authority.isEmpty, !authority.contains("@"), isPlain else {
            throw .configuration("Invalid endpoint: \(endpoint)")
        }
        let path = rest.dropFirst(3 + authority.count).prefix { $0 != "?" && $0 != "#" }
        return "\(scheme)://\(authority)\(path.isEmpty ? "/" : path)"
    }

    private static func isTrue(_ text: String?) -> Bool { text?.lowercased() == "true" }
}
