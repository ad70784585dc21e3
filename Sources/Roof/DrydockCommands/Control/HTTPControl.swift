import AWSCore
package import CurlHTTP
package import Emulator
import Foundation
import Text

/// An emulator that `drydock serve` runs.
package struct HTTPControl: ControlTransport {
    package let endpoint: String
    private let driver: CurlDriver
    private let token: String?

    /// - Parameters:
    ///   - endpoint: `http://` and a host with its port, without a path.
    ///   - token: what an emulator that listens beyond loopback asks for; a secret.
    package init(endpoint: String, token: String? = nil, driver: CurlDriver) {
        self.token = token
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        self.driver = driver
    }

    package func call<Verb: ControlVerb>(_ verb: Verb) async throws -> Verb.Reply {
        let bytes = try await send(Verb.route, try verb.message())
        do {
            return try Verb.Reply(encoded: bytes)
        } catch {
            throw UsageError(
                description:
                    "what answers at \(endpoint) is not an emulator of this version; use one version of drydock for both"
            )
        }
    }

    /// Straight to the endpoint: the proxy that clients use is the emulator itself.
    private func send(_ route: ControlRoute, _ message: ControlMessage) async throws -> [UInt8] {
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        defer { client.closeIdle() }
        let query = message.query.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
        let url = "\(endpoint)/_drydock/\(route.path)" + (query.isEmpty ? "" : "?" + query)
        var headers: HeaderFields = message.body.isEmpty ? [:] : ["Content-Type": "application/json"]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let response: HTTPResponse
        do {
            response = try await client.send(
                HTTPRequest(method: route.method.rawValue, url: url, headers: headers, body: message.body)
            )
        } catch {
            if case .bodyTooLarge(let limit) = error.kind {
                throw UsageError(
                    description:
                        "the answer of \(endpoint) has more than \(limit) bytes, the most that drydock takes: ask for "
                        + "less, such as one repository or identity by its name"
                )
            }
            throw UsageError(
                description:
                    "no emulator answers at \(endpoint): start one with drydock serve, or name it with --endpoint"
            )
        }
        guard response.status == 200 else {
            if let error = try? ControlError(encoded: response.body) { throw error }
            throw UsageError(
                description: "what answers at \(endpoint) is not a Drydock emulator (HTTP \(response.status))"
            )
        }
        return response.body
    }

    private func encoded(_ text: String) -> String {
        PercentEncoding.encode(text)
    }
}
