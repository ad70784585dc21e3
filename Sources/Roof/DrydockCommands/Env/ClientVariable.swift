/// How clients reach the emulator.
package enum ClientWay: String, CaseIterable, Sendable {
    /// `AWS_ENDPOINT_URL`.
    case endpoint
    /// AWS's own host names, through the proxy.
    case proxy
}

/// A variable by which programs find AWS, and what `drydock env` does with it (docs/emulator.md, "Variables").
package struct ClientVariable: Sendable {
    /// What a variable is set to.
    package enum Value: Sendable, Hashable {
        case accessKeyID
        case secretAccessKey
        case region
        /// The emulator's URL.
        case endpoint
        /// The file with the emulator's CA certificate.
        case authorityFile
        /// The hosts that are reached without the proxy: this machine's own.
        case loopbackHosts
        /// `true`.
        case yes
    }

    package let name: String
    /// What it is set to by each way; where nothing stands, it is unset.
    private let values: [ClientWay: Value]
    /// Whether programs take an empty value for none.
    let isEmptyNone: Bool

    /// Every variable that `drydock env` sets or unsets.
    package static let all: [ClientVariable] =
        [
            // Of the emulator's own verbs.
            .set("DRYDOCK_ENDPOINT", .endpoint),
            .set("AWS_ACCESS_KEY_ID", .accessKeyID),
            .set("AWS_SECRET_ACCESS_KEY", .secretAccessKey),
            .set("AWS_REGION", .region, isEmptyNone: false),
            .set("AWS_DEFAULT_REGION", .region, isEmptyNone: false),
            ClientVariable("AWS_ENDPOINT_URL", [.endpoint: .endpoint]),
            // What ~/.aws/config says of endpoints is not for this emulator. By the other way the variable would have
            // AWS_ENDPOINT_URL ignored as well.
            ClientVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", [.proxy: .yes]),
        ]
        + ["HTTPS_PROXY", "https_proxy"].map { ClientVariable($0, [.proxy: .endpoint]) }
        + ["NO_PROXY", "no_proxy"].map { .set($0, .loopbackHosts) }
        // OpenSSL trusts no certificate where the file's name is empty, and botocore everybody.
        + ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"].map {
            ClientVariable($0, [.proxy: .authorityFile], isEmptyNone: false)
        }
        // The AWS CLI looks for a profile of no name.
        + ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].map { ClientVariable($0, [:], isEmptyNone: false) }
        + [
            "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
            "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            "AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL_STS",
            "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_STS_REGIONAL_ENDPOINTS",
            "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy",
        ].map { ClientVariable($0, [:]) }

    /// The variables that are set by `way`, with those of `values` that they take.
    package static func settings(by way: ClientWay, _ values: [Value: String]) -> [String: String] {
        let fixed: [Value: String] = [.loopbackHosts: "localhost,127.0.0.1,::1"]
        var settings: [String: String] = [:]
        for variable in all {
            guard let value = variable.values[way] else { continue }
            settings[variable.name] = values[value] ?? fixed[value]
        }
        return settings
    }

    /// Whether it is set by any way.
    var isSet: Bool { !values.isEmpty }

    private init(_ name: String, _ values: [ClientWay: Value], isEmptyNone: Bool = true) {
        self.name = name
        self.values = values
        self.isEmptyNone = isEmptyNone
    }

    /// One that is set by either way.
    private static func set(_ name: String, _ value: Value, isEmptyNone: Bool = true) -> ClientVariable {
        ClientVariable(name, [.endpoint: value, .proxy: value], isEmptyNone: isEmptyNone)
    }
}
