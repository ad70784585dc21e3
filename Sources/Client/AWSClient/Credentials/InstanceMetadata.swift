import AWSCore
import AWSProtocols
import AWSSignature
import CurlHTTP
import Foundation

/// The metadata service of the EC2 instance that the client may run on: credentials of the instance's role.
///
/// Version 2 of the service is spoken, with a token; where it gives none, version 1 without, unless that is forbidden.
struct InstanceMetadata {
    private let environment: ClientEnvironment
    private let settings: AWSSettings

    private static let rolePath = "latest/meta-data/iam/security-credentials/"
    private static let tokenPath = "latest/api/token"

    init(_ settings: AWSSettings) {
        self.settings = settings
        environment = settings.environment
    }

    /// How the service is reached.
    private struct Service {
        let base: String
        let client: HTTPClient
        let timeout: Double
        let attempts: Int
        let allowsVersion1: Bool

        /// One request, repeated until `isGood`; nil where no attempt is.
        func get(_ path: String, token: String?, isGood: (HTTPResponse) -> Bool) async -> HTTPResponse? {
            var headers: HeaderFields = [:]
            if let token { headers["x-aws-ec2-metadata-token"] = token }
            for _ in 0..<attempts {
                let request = HTTPRequest(
                    method: "GET",
                    url: base + path,
                    headers: headers,
                    timeoutSeconds: timeout
                )
                if let response = try? await client.send(request), response.status == 200, !response.body.isEmpty,
                    isGood(response)
                {
                    return response
                }
            }
            return nil
        }
    }

    /// Nil where nothing answers, or the instance has no role.
    func credentials() async throws(CredentialError) -> AWSCredentials? {
        guard environment.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true" else { return nil }
        let service = try service()
        let token: String?
        do throws(TokenRefused) {
            token = try await InstanceMetadata.token(of: service)
        } catch {
            return nil
        }
        guard token != nil || service.allowsVersion1 else {
            throw .invalid(
                "Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled"
            )
        }
        guard
            let role = await service.get(InstanceMetadata.rolePath, token: token, isGood: { _ in true }),
            let name = InstanceMetadata.roleName(role.body),
            let found = await service.get(
                InstanceMetadata.rolePath + name,
                token: token,
                isGood: { (try? JSONValue.parse($0.body)) != nil }
            ),
            let document = try? JSONValue.parse(found.body),
            // A role that the instance may not use is told by a code and a message instead.
            let key = document["AccessKeyId"]?.string, let secret = document["SecretAccessKey"]?.string,
            let sessionToken = document["Token"]?.string, document["Expiration"]?.string != nil
        else { return nil }
        return try CredentialChain.credentials(
            key,
            secret,
            sessionToken,
            source: "AccessKeyId of the instance metadata"
        )
    }

    private func service() throws(CredentialError) -> Service {
        let profile: AWSConfiguration.Profile
        do throws(AWSConfigurationError) {
            profile = try settings.configuration().selectedProfile()
        } catch {
            throw .configuration(error)
        }
        func setting(_ name: String) -> String? {
            environment.variable("AWS_" + name.uppercased()) ?? profile[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        func number(_ name: String) throws(CredentialError) -> Int {
            guard let text = setting(name) else { return 1 }
            guard let number = Int(text), (1...3_600).contains(number) else {
                throw .configuration(.invalid(name: name, value: text, expected: "a number from 1"))
            }
            return number
        }
        let mode = setting("ec2_metadata_service_endpoint_mode")?.lowercased() ?? "ipv4"
        guard mode == "ipv4" || mode == "ipv6" else {
            throw .invalid(
                "Invalid EC2 Instance Metadata endpoint mode: \(mode) Valid endpoint modes (case-insensitive): "
                    + "['ipv4', 'ipv6']."
            )
        }
        let standard = mode == "ipv6" ? "http://[fd00:ec2::254]/" : "http://169.254.169.254/"
        var base = setting("ec2_metadata_service_endpoint") ?? standard
        guard let parts = URLComponents(string: base), parts.scheme == "http" || parts.scheme == "https",
            parts.host?.isEmpty == false
        else { throw .invalid("Invalid endpoint EC2 Instance Metadata endpoint: \(base)") }
        if !base.hasSuffix("/") { base += "/" }
        let timeout = Double(try number("metadata_service_timeout"))
        return Service(
            base: base,
            client: environment.client(for: base, connectTimeout: timeout),
            timeout: timeout,
            attempts: try number("metadata_service_num_attempts"),
            allowsVersion1: setting("ec2_metadata_v1_disabled")?.lowercased() != "true"
        )
    }

    /// The service called the request for a token malformed: it is not this service.
    private struct TokenRefused: Error {}

    private static func token(of service: Service) async throws(TokenRefused) -> String? {
        let request = HTTPRequest(
            method: "PUT",
            url: service.base + tokenPath,
            headers: ["x-aws-ec2-metadata-token-ttl-seconds": "21600"],
            timeoutSeconds: service.timeout
        )
        for _ in 0..<service.attempts {
            let response: HTTPResponse
            do throws(TransportError) {
                response = try await service.client.send(request)
            } catch {
                if error.kind == .timeout { return nil }
                continue
            }
            switch response.status {
            case 200:
                let token = String(decoding: response.body, as: UTF8.self)
                return token.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) ? nil : token
            case 403, 404, 405: return nil
            case 400: throw TokenRefused()
            default: continue
            }
        }
        return nil
    }

    /// A name that is one segment of a path; IAM gives roles no other.
    private static func roleName(_ body: [UInt8]) -> String? {
        let name = String(decoding: body, as: UTF8.self).trimmed
        let allowed = Set("+=,.@_-".utf8)
        guard !name.isEmpty, name.utf8.allSatisfy({ $0.isWordCharacter || allowed.contains($0) }) else { return nil }
        return name
    }
}
