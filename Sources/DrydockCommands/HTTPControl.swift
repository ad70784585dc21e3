import AWSCore
package import CurlHTTP
package import Emulator
import Foundation

/// An emulator that `drydock serve` runs.
package struct HTTPControl: ControlTransport {
    package let endpoint: String
    private let driver: CurlDriver

    /// - Parameter endpoint: `http://` and a loopback address with its port, without a path.
    package init(endpoint: String, driver: CurlDriver) {
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        self.driver = driver
    }

    package func perform(_ request: ControlRequest) async throws -> ControlReply {
        switch request {
        case .health: .health(try await get("health"))
        case .reset: .reset(try await post("reset", String?.none))
        case .events(let after): .events(try await get("events?after=\(after)"))
        case .authority: .authority(pem: String(decoding: try await send("GET", "ca.pem"), as: UTF8.self))
        case .clock: .clock(try await get("clock"))
        case .advanceClock(let body): .clock(try await post("clock", body))
        case .expire(let body): .expired(try await post("expire", body))
        case .identity(let name): .identity(try await get("identity" + (name.map { "?name=" + encoded($0) } ?? "")))
        case .explain(let event): .explained(try await get("explain" + (event.map { "?event=\($0)" } ?? "")))
        case .simulate(let body): .simulated(try await post("iam/simulate", body))
        case .iam(let body): .iamChanged(try await post("iam", body))
        case .identities(let name): .identities(try await get("iam" + (name.map { "?name=" + encoded($0) } ?? "")))
        case .oneTimeCode(let user): .oneTimeCode(try await get("iam/code?user=" + encoded(user)))
        case .webIdentityToken(let body): .webIdentityToken(try await post("iam/token", body))
        case .images(let name):
            .images(try await get("images" + (name.map { "?repository=" + encoded($0) } ?? "")))
        case .faults: .faults(try await get("faults"))
        case .addFault(let body): .faultAdded(try await post("faults", body))
        case .removeFaults(let number):
            .faults(try decode(try await send("DELETE", "faults" + (number.map { "?number=\($0)" } ?? ""))))
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
        let headers: HeaderFields = body.isEmpty ? [:] : ["Content-Type": "application/json"]
        let response: HTTPResponse
        do {
            response = try await client.send(
                HTTPRequest(method: method, url: endpoint + "/_drydock/" + path, headers: headers, body: body)
            )
        } catch {
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
                    "what answers at \(endpoint) is no emulator of this version; use one version of drydock for both"
            )
        }
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
