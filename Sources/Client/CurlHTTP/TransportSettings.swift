/// How a client's requests are sent. What is nil here is not looked for anywhere else.
package struct TransportSettings: Sendable, Hashable {
    /// A proxy's URL, or `HOST:PORT` for an HTTP proxy; nil or empty for none.
    package var proxy: String?
    /// Hosts that are reached without the proxy, separated by commas, `*` for all.
    package var noProxy: String?
    /// The path of a PEM file with the only certificates to trust; nil for the system's.
    package var caBundle: String?
    /// The path of a socket of this machine's by which the host is reached, whatever its name; nil for the network.
    package var socket: String?
    /// Seconds for reaching the host, the proxy and TLS included.
    package var connectTimeout: Double
    package var userAgent: String

    package init(
        proxy: String? = nil,
        noProxy: String? = nil,
        caBundle: String? = nil,
        socket: String? = nil,
        connectTimeout: Double = 60,
        userAgent: String = "drydock"
    ) {
        self.proxy = proxy
        self.noProxy = noProxy
        self.caBundle = caBundle
        self.socket = socket
        self.connectTimeout = connectTimeout
        self.userAgent = userAgent
    }
}
