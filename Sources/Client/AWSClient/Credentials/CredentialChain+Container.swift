import AWSCore
import AWSProtocols
import AWSSignature
import CurlHTTP
import Foundation
import Glibc

/// Credentials of the container that the client runs in.
extension CredentialChain {
    private static let containerProvider = "container-role"
    private static let allowedHosts = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"]
    private static let attempts = 3
    private static let timeout = 2.0

    /// Asks the endpoint that the variables name; nil where they name none.
    func containerCredentials() async throws(CredentialError) -> AWSCredentials? {
        let url: String
        if let path = environment.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            url = "http://169.254.170.2" + path
        } else if let full = environment.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
            url = full
        } else {
            return nil
        }
        try CredentialChain.check(url)
        var headers: HeaderFields = ["Accept": "application/json"]
        if let token = try containerToken() { headers["Authorization"] = token }
        var attempt = 1
        while true {
            do throws(CredentialError) {
                return try await containerCredentials(url, headers)
            } catch {
                guard attempt < CredentialChain.attempts else { throw error }
            }
            do {
                try await environment.sleep(1)
            } catch {
                throw .retrieval(provider: CredentialChain.containerProvider, reason: "the request was cancelled")
            }
            attempt += 1
        }
    }

    private func containerCredentials(
        _ url: String,
        _ headers: HeaderFields
    ) async throws(CredentialError) -> AWSCredentials {
        func failure(_ reason: String) -> CredentialError {
            .retrieval(provider: CredentialChain.containerProvider, reason: "Error retrieving metadata: " + reason)
        }
        let response: HTTPResponse
        do throws(TransportError) {
            // The token goes to the endpoint itself, never to a proxy.
            response = try await environment.directClient(for: url, timeout: CredentialChain.timeout)
                .send(
                    HTTPRequest(method: "GET", url: url, headers: headers, timeoutSeconds: CredentialChain.timeout)
                )
        } catch {
            let sentence = AWSCallError.transport(url: url, error).description
            throw failure("Received error when attempting to retrieve container metadata: " + sentence)
        }
        guard response.status == 200 else {
            let said = String(decoding: response.body.prefix(1_024), as: UTF8.self)
            let line = said.split(whereSeparator: \.isNewline).joined(separator: " ")
            throw failure("Received non 200 response \(response.status) from container metadata: \(line)")
        }
        guard let document = try? JSONValue.parse(response.body) else {
            throw failure("Unable to parse JSON returned from container metadata services")
        }
        guard let key = document["AccessKeyId"]?.string, let secret = document["SecretAccessKey"]?.string,
            let token = document["Token"]?.string
        else { throw failure("The answer has no AccessKeyId, SecretAccessKey or Token") }
        return try CredentialChain.credentials(key, secret, token, source: "AccessKeyId of the container endpoint")
    }

    private func containerToken() throws(CredentialError) -> String? {
        var token = environment.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        if let file = environment.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            let path = file.hasPrefix("/") ? file : environment.workingDirectory + "/" + file
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .retrieval(
                    provider: CredentialChain.containerProvider,
                    reason: "the token file '\(file)' cannot be read"
                )
            }
            token = String(decoding: data, as: UTF8.self)
        }
        if let token, token.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw .invalid("Auth token value is not a legal header value")
        }
        return token
    }

    /// Plain HTTP is spoken with this machine and with the addresses of AWS's agents only.
    private static func check(_ url: String) throws(CredentialError) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), let host = parts.host,
            scheme == "http" || scheme == "https", !host.isEmpty
        else { throw .invalid("The URL of the container's credentials is not one of HTTP: \(url)") }
        if scheme == "https" { return }
        let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard allowedHosts.contains(name) || isLoopback(name) else {
            throw .invalid(
                "Unsupported host '\(name)'.  Can only retrieve metadata from a loopback address or one of these hosts: "
                    + allowedHosts.joined(separator: ", ")
            )
        }
    }

    private static func isLoopback(_ address: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, address, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        return address == "::1"
    }
}
