import AWSCore

/// A service that the client calls.
enum ClientService: String, Sendable {
    case sts
    case ecr
}

/// Where a service is called, as botocore decides it.
struct EndpointRules {
    let environment: ClientEnvironment
    let configuration: AWSConfiguration

    /// The URL that a service's requests go to.
    ///
    /// In this order: `AWS_ENDPOINT_URL_SERVICE`, `AWS_ENDPOINT_URL`, the service's entry in the `services` section that
    /// the profile names, the profile's `endpoint_url`, the service's own host name in the region.
    ///
    /// - Parameter explicit: an endpoint that comes before all of them.
    func url(
        of service: ClientService,
        region: String,
        explicit: String?
    ) throws(AWSCallError) -> String {
        let profile = try profile()
        if let explicit { return try EndpointRules.withPath(explicit) }
        if let configured = try configuredURL(of: service, profile) {
            return try EndpointRules.withPath(configured)
        }
        return "https://" + (try host(of: service, region: region, profile)) + "/"
    }

    /// `max_attempts` in all; botocore's standard mode has three.
    func maxAttempts() throws(AWSCallError) -> Int {
        let profile = try profile()
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
    func caBundle() throws(AWSCallError) -> String? { try profile()["ca_bundle"] }

    private func profile() throws(AWSCallError) -> AWSConfiguration.Profile {
        do throws(AWSConfigurationError) {
            return try configuration.selectedProfile()
        } catch {
            throw .configuration(error.description)
        }
    }

    private func configuredURL(
        of service: ClientService,
        _ profile: AWSConfiguration.Profile
    ) throws(AWSCallError) -> String? {
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

    private func host(
        of service: ClientService,
        region name: String,
        _ profile: AWSConfiguration.Profile
    ) throws(AWSCallError) -> String {
        guard let region = Region(name) else {
            throw .configuration("Provided region_name '\(name)' doesn't match a supported format.")
        }
        let fips = EndpointRules.isTrue(environment.variable("AWS_USE_FIPS_ENDPOINT") ?? profile["use_fips_endpoint"])
        let dualStack = EndpointRules.isTrue(
            environment.variable("AWS_USE_DUALSTACK_ENDPOINT") ?? profile["use_dualstack_endpoint"]
        )
        let partition = region.partition
        let label = service.rawValue + (fips ? "-fips" : "")
        if dualStack { return "\(label).\(region).\(partition.dualStackSuffix)" }
        switch service {
        case .ecr:
            return "api.\(label).\(region).\(partition.suffix)"
        case .sts:
            // GovCloud's plain endpoints are FIPS endpoints.
            return "\(partition == .govCloud ? "sts" : label).\(region).\(partition.suffix)"
        }
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
