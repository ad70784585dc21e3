package import CurlHTTP
import Foundation

/// A docker engine of this machine's: the program that does the network for the `docker` command.
package struct DockerEngine: Sendable, Equatable {
    /// As `DOCKER_HOST` has it.
    package let address: String
    /// The proxy that the engine uses for `https`; nil where it has none.
    package let httpsProxy: String?

    /// What is read of an engine's answer to `GET /info` (Docker Engine API).
    private struct Info: Decodable {
        let httpsProxy: String?

        enum CodingKeys: String, CodingKey {
            case httpsProxy = "HttpsProxy"
        }
    }

    /// The engine that the `docker` command would use, if it answers within two seconds: the one that `DOCKER_HOST`
    /// names, a socket or a port without TLS, or the one at docker's usual socket.
    ///
    /// - Parameter variables: of the process that would run `docker`.
    package static func find(variables: [String: String], driver: CurlDriver) async -> DockerEngine? {
        let named = variables["DOCKER_HOST"] ?? ""
        let address = named.isEmpty ? "unix:///var/run/docker.sock" : named
        var settings = TransportSettings(connectTimeout: 2)
        let origin: String
        if address.hasPrefix("unix://") {
            settings.socket = String(address.dropFirst("unix://".count))
            origin = "http://localhost"
        } else if address.hasPrefix("tcp://"), (variables["DOCKER_TLS_VERIFY"] ?? "").isEmpty {
            origin = "http://" + address.dropFirst("tcp://".count)
        } else {
            return nil
        }
        let client = HTTPClient(driver: driver, settings: settings)
        defer { client.closeIdle() }
        let request = HTTPRequest(method: "GET", url: origin + "/info", timeoutSeconds: 2)
        guard let answer = try? await client.send(request), answer.status == 200,
            let info = try? JSONDecoder().decode(Info.self, from: Data(answer.body))
        else { return nil }
        return DockerEngine(address: address, httpsProxy: info.httpsProxy.flatMap { $0.isEmpty ? nil : $0 })
    }
}
