import AWSCore
package import CurlHTTP
package import Emulator
import Foundation

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

    package func perform(_ request: ControlRequest) async throws -> ControlReply {
        switch request {
        case .health: .health(try await get("health"))
        case .reset: .reset(try await post("reset", String?.none))
        case .events(let after, let filter):
            .events(
                try await get(
                    "events?after=\(after)" + filter.given.map { "&\($0.name.rawValue)=\(encoded($0.value))" }.joined()
                )
            )
        case .authority: .authority(pem: String(decoding: try await send("GET", "ca.pem"), as: UTF8.self))
        case .clock: .clock(try await get("clock"))
        case .moveClock(let body): .clock(try await post("clock", body))
        case .expire(let body): .expired(try await post("expire", body))
        case .identity(let name): .identity(try await get(path("identity", "name", name)))
        case .explain(.event(let number)): .explained(try await get("explain?event=\(number)"))
        case .explain(.lastDenied): .explained(try await get("explain?last=denied"))
        case .explain(.lastFailed): .explained(try await get("explain?last=failed"))
        case .simulate(let body): .simulated(try await post("iam/simulate", body))
        case .iam(let body): .iamChanged(try await post("iam", body))
        case .identities(let name): .identities(try await get(path("iam", "name", name)))
        case .oneTimeCode(let user): .oneTimeCode(try await get("iam/code?user=" + encoded(user)))
        case .webIdentityToken(let body): .webIdentityToken(try await post("iam/token", body))
        case .images(let name): .images(try await get(path("images", "repository", name)))
        case .faults: .faults(try await get("faults"))
        case .addFault(let body): .faultAdded(try await post("faults", body))
        case .removeFaults(let number):
            .faults(try decode(try await send("DELETE", path("faults", "number", number.map(String.init)))))
        }
    }

    private func get<Reply: Decodable>(_ path: String) async throws -> Reply {
        try decode(try await send("GET", path))
    }

    private func post<Reply: Decodable>(_ path: String, _ body: (some Encodable)?) async throws -> Reply {
        let bytes = try body.map { Array(try JSONEncoder().encode($0)) } ?? []
        return try decode(try await send("POST", path, body: bytes))
    }

    /// Straight to the endpoint: the proxy that clients use is the emulator itself.
    private func send(_ method: String, _ path: String, body: [UInt8] = []) async throws -> [UInt8] {
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        defer { client.closeIdle() }
        var headers: HeaderFields = body.isEmpty ? [:] : ["Content-Type": "application/json"]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let response: HTTPResponse
        do {
            response = try await client.send(
                HTTPRequest(method: method, url: endpoint + "/_drydock/" + path, headers: headers, body: body)
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
            if let error = try? JSONDecoder().decode(ControlError.self, from: Data(response.body)) { throw error }
            throw UsageError(
                description: "what answers at \(endpoint) is no Drydock emulator (HTTP \(response.status))"
            )
        }
        return response.body
    }

    private func decode<Reply: Decodable>(_ bytes: [UInt8]) throws -> Reply {
        do {
            return try JSONDecoder().decode(Reply.self, from: Data(bytes))
        } catch {
            throw UsageError(
                description:
                    "what answers at \(endpoint) is not an emulator of this version; use one version of drydock for both"
            )
        }
    }

    /// A path with a parameter, where there is a value for it.
    private func path(_ path: String, _ parameter: String, _ value: String?) -> String {
        value.map { "\(path)?\(parameter)=\(encoded($0))" } ?? path
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
