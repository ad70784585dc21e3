import AWSCore
package import CurlHTTP
package import Determinism

/// All that a client takes from the world around it: nothing below the executables asks the process itself.
package struct ClientEnvironment: Sendable {
    /// The environment variables. An empty value counts as not set.
    package var variables: [String: String]
    /// The home directory that `~` stands for.
    package var home: String
    /// What relative paths start from.
    package var workingDirectory: String
    package var clock: WorldClock
    package var randomness: Randomness
    /// The thread that all requests go through; shared by many environments, shut down by whoever made it.
    package let http: CurlDriver
    /// Waits between attempts, in seconds; throws when the task is cancelled.
    package var sleep: @Sendable (Double) async throws -> Void

    /// The connections of this environment and its copies.
    private let connections: HTTPClientPool

    /// - Parameters:
    ///   - connections: what keeps connections; nil for one of this environment's own. Those who share one reach the
    ///     same hosts as the same user.
    ///   - sleep: how a wait between attempts passes; by default in real time.
    package init(
        variables: [String: String],
        home: String,
        workingDirectory: String,
        clock: WorldClock,
        randomness: Randomness,
        http: CurlDriver,
        connections: HTTPClientPool? = nil,
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.variables = variables
        self.home = home
        self.workingDirectory = workingDirectory
        self.clock = clock
        self.randomness = randomness
        self.http = http
        self.sleep = sleep
        self.connections = connections ?? HTTPClientPool(driver: http)
    }

    /// Whether the command is one of a scenario: nothing that it writes outlives the scenario's page.
    package var isInScenario: Bool { variables[SandboxFile.variable] != nil }

    /// The value of a variable; nil where it is not set or empty.
    package func variable(_ name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// An absolute path: `$NAME` and `${NAME}` stand for variables, a leading `~` for the home, and a relative path
    /// starts at the working directory.
    package func path(_ text: String) -> String {
        var path = expandingVariables(in: text)
        if path == "~" || path.hasPrefix("~/") {
            path = home + path.dropFirst()
        }
        return path.hasPrefix("/") ? path : workingDirectory + "/" + path
    }

    /// The client that sends to `url`: with the proxy that the variables name for its scheme, their exceptions, and
    /// their certificate bundle.
    ///
    /// - Parameters:
    ///   - caBundle: a bundle that is named elsewhere, such as a profile's `ca_bundle`; it gives way to
    ///     `AWS_CA_BUNDLE` and comes before the other variables.
    ///   - connectTimeout: seconds for reaching the host; nil for the usual time.
    package func client(for url: String, caBundle: String? = nil, connectTimeout: Double? = nil) -> HTTPClient {
        var settings = transport(for: url, caBundle: caBundle)
        if let connectTimeout { settings.connectTimeout = connectTimeout }
        return connections.client(with: settings)
    }

    /// As ``client(for:caBundle:connectTimeout:)``, but never by a proxy.
    func directClient(for url: String, timeout: Double) -> HTTPClient {
        var settings = transport(for: url)
        (settings.proxy, settings.noProxy, settings.connectTimeout) = (nil, nil, timeout)
        return connections.client(with: settings)
    }

    /// How a request to `url` is sent; see ``client(for:caBundle:connectTimeout:)``.
    ///
    /// The proxy is `https_proxy` or `HTTPS_PROXY` for `https`, `http_proxy` or `HTTP_PROXY` for `http`; names in small
    /// letters come first, as in Python and curl. The bundle is `AWS_CA_BUNDLE`, `REQUESTS_CA_BUNDLE`,
    /// `CURL_CA_BUNDLE` or `SSL_CERT_FILE`, the first that is set; without one, the system's.
    package func transport(for url: String, caBundle: String? = nil) -> TransportSettings {
        let isSecure = url.prefix(6).lowercased() == "https:"
        let proxy =
            isSecure
            ? variable("https_proxy") ?? variable("HTTPS_PROXY") : variable("http_proxy") ?? variable("HTTP_PROXY")
        let bundle =
            variable("AWS_CA_BUNDLE") ?? caBundle ?? variable("REQUESTS_CA_BUNDLE") ?? variable("CURL_CA_BUNDLE")
            ?? variable("SSL_CERT_FILE")
        return TransportSettings(
            proxy: proxy,
            noProxy: variable("no_proxy") ?? variable("NO_PROXY"),
            caBundle: bundle.map { path($0) }
        )
    }

    /// Closes the connections that are kept for later requests.
    package func closeConnections() {
        connections.closeIdle()
    }

    /// As Python's `expandvars`: a name that is not set stays as it is written.
    private func expandingVariables(in text: String) -> String {
        guard text.contains("$") else { return text }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            let after = rest.dropFirst()
            let isBraced = after.first == "{"
            let name = after.dropFirst(isBraced ? 1 : 0).prefix {
                isBraced ? $0 != "}" : $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")
            }
            let isClosed = !isBraced || after.dropFirst(1 + name.count).first == "}"
            guard isClosed, let value = variables[String(name)] else {
                result += "$"
                rest = after
                continue
            }
            result += value
            rest = after.dropFirst(name.count + (isBraced ? 2 : 0))
        }
        return result + rest
    }
}
