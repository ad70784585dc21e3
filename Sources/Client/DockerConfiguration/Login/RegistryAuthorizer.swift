package import AWSClient
import AWSCore
package import CurlHTTP
import Foundation
import Text

/// What a registry is asked with, found out as its answers demand: a user name and a password (Basic), or a token of the
/// server that the registry names (Bearer; the distribution project's "Token Authentication Specification").
///
/// Credentials go to the registry alone, over TLS, and to a server for its tokens that it can be trusted with
/// (``RegistryAddress``). Redirects are answers here, and never followed.
package struct RegistryAuthorizer: Sendable {
    private let address: RegistryAddress
    private let credentials: RegistryCredentials?
    private let environment: ClientEnvironment

    /// - Parameter credentials: nil for a registry that is open.
    package init(address: RegistryAddress, credentials: RegistryCredentials?, environment: ClientEnvironment) {
        (self.address, self.credentials, self.environment) = (address, credentials, environment)
    }

    /// What a first request is sent with: the password, where there is one.
    package var firstHeader: String? {
        switch credentials {
        case .password(let username, let password): RegistryAuthorizer.basic(username, password)
        case .registryToken(let token): "Bearer " + token
        case .identityToken, nil: nil
        }
    }

    /// What a request is sent with after an answer that refused it.
    ///
    /// - Returns: nil where the answer asks for nothing that can be given.
    /// - Throws: ``DockerConfigurationError`` where the server for tokens gives none.
    package func header(after refusal: HTTPResponse) async throws(DockerConfigurationError) -> String? {
        guard refusal.status == 401,
            let challenge = AuthenticationChallenge.all(in: refusal.headers).first(where: { $0.scheme == "bearer" }),
            let realm = challenge.parameters["realm"], address.trusts(realm: realm)
        else { return nil }
        return "Bearer " + (try await token(realm, challenge))
    }

    private func token(
        _ realm: String,
        _ challenge: AuthenticationChallenge
    ) async throws(DockerConfigurationError) -> String {
        let shown = String(realm.prefix { $0 != "?" && $0 != "#" })
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await environment.client(for: realm).send(request(realm, challenge))
        } catch {
            throw .transport(url: shown, reason: error.detail)
        }
        guard response.status == 200 else { throw .refused(url: shown, status: response.status) }
        let answer = try? RawJSON(parsing: String(decoding: response.body, as: UTF8.self))
        let tokens = ["token", "access_token"].compactMap { answer?[$0]?.text }
        // What would break out of a header line is not a token.
        guard let token = tokens.first(where: { !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }) else {
            throw .transport(url: shown, reason: "the answer holds no token")
        }
        return token
    }

    private func request(_ realm: String, _ challenge: AuthenticationChallenge) -> HTTPRequest {
        var fields = ["service", "scope"].compactMap { name in
            challenge.parameters[name].map { (name, $0) }
        }
        if case .identityToken(let token) = credentials {
            fields = [("grant_type", "refresh_token"), ("client_id", "drydock"), ("refresh_token", token)] + fields
            return HTTPRequest(
                method: "POST",
                url: realm,
                headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Array(RegistryAuthorizer.form(fields).utf8)
            )
        }
        var headers: HeaderFields = [:]
        if case .password(let username, let password) = credentials {
            fields.append(("account", username))
            headers["Authorization"] = RegistryAuthorizer.basic(username, password)
        }
        let query = RegistryAuthorizer.form(fields)
        let url = query.isEmpty ? realm : realm + (realm.contains("?") ? "&" : "?") + query
        return HTTPRequest(method: "GET", url: url, headers: headers)
    }

    private static func basic(_ username: String, _ password: String) -> String {
        "Basic " + Base64.encode(Array("\(username):\(password)".utf8))
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { $0.0 + "=" + encoded($0.1) }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            byte.isWordCharacter || byte == 0x2D || byte == 0x2E || byte == 0x7E
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
