import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import Foundation
import NIOCore
import World

/// The metadata endpoints of the machine that clients run on: EC2's instance metadata, and ECS's credentials for
/// containers. They have no signatures; what protects them is who can reach them, and their tokens.
struct MetadataService: Sendable {
    /// Where a request was sent.
    enum Endpoint: Sendable, Equatable {
        /// `169.254.169.254`.
        case instance
        /// `169.254.170.2`.
        case container
        /// A loopback address, where the path tells them apart.
        case loopback
    }

    private let world: WorldStore
    private let roles: ServiceRole
    private let tokens: InstanceToken

    init(world: WorldStore, roles: ServiceRole, tokenKey: [UInt8]) {
        self.world = world
        self.roles = roles
        tokens = InstanceToken(key: tokenKey)
    }

    /// Whether the world has a machine for which this endpoint answers.
    func serves(_ endpoint: Endpoint) -> Bool {
        switch endpoint {
        case .instance: world.metadata?.instance != nil
        case .container: world.metadata?.container != nil
        case .loopback: world.metadata != nil
        }
    }

    /// The answer to a request; nil where it is meant for nothing of this.
    func answer(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        at endpoint: Endpoint,
        time: WorldTime
    ) async -> EmulatorResponse? {
        guard let metadata = world.metadata else { return nil }
        let path = String(request.path)
        if endpoint != .container, let instance = metadata.instance,
            endpoint == .instance || path == "/latest" || path.hasPrefix("/latest/")
        {
            guard isFromHere(request, fields) else { return Self.plain(403, "Forbidden") }
            return await answer(request, path, of: instance, time)
        }
        if endpoint != .instance, let container = metadata.container,
            endpoint == .container || path == container.path
        {
            guard isFromHere(request, fields) else { return Self.plain(403, "Forbidden") }
            return await answer(request, path, of: container, time)
        }
        return nil
    }

    /// Web pages, which browsers name in `Origin`, and other machines never get credentials; nor does who comes through a
    /// proxy of somebody else's.
    private func isFromHere(_ request: EmulatorRequest, _ fields: RequestFields) -> Bool {
        request.origin.isLoopback && !fields.hasOrigin && request.headers["X-Forwarded-For"] == nil
    }

    // MARK: EC2

    private static let tokenPath = "/latest/api/token"
    private static let tokenHeader = "X-aws-ec2-metadata-token"
    private static let lifetimeHeader = "X-Aws-Ec2-Metadata-Token-Ttl-Seconds"

    private func answer(
        _ request: EmulatorRequest,
        _ path: String,
        of instance: MachineMetadata.Instance,
        _ time: WorldTime
    ) async -> EmulatorResponse {
        if path == Self.tokenPath {
            guard request.method == "PUT" else { return Self.plain(405, "Method Not Allowed") }
            let lifetime = request.headers[Self.lifetimeHeader].flatMap { Int($0) }
            guard let lifetime, InstanceToken.lifetimes.contains(lifetime) else {
                return Self.plain(400, "Bad Request")
            }
            return Self.text(tokens.make(seconds: lifetime, now: time.now), [Self.lifetimeHeader: String(lifetime)])
        }
        guard request.method == "GET" || request.method == "HEAD" else { return Self.plain(405, "Method Not Allowed") }
        var headers: HeaderFields = [:]
        if let token = request.headers[Self.tokenHeader] {
            guard let rest = tokens.rest(of: token, now: time.now) else { return Self.plain(401, "Unauthorized") }
            headers[Self.lifetimeHeader] = String(rest)
        } else if instance.requiresToken {
            return Self.plain(401, "Unauthorized")
        }
        let all = path.split(separator: "/").map(String.init)
        guard all.first == "latest" else { return Self.plain(404, "Not Found") }
        let parts = Array(all.dropFirst())
        if parts.first == "meta-data", Array(parts.dropFirst().prefix(2)) == ["iam", "security-credentials"],
            parts.count == 4
        {
            guard parts[3] == instance.role.name else { return Self.plain(404, "Not Found") }
            return await credentials(of: instance, request.origin.peerAddress, time, headers)
        }
        guard let text = InstanceDocument(instance, world, time).text(at: parts) else {
            return Self.plain(404, "Not Found")
        }
        return Self.text(text, headers)
    }

    private func credentials(
        of instance: MachineMetadata.Instance,
        _ peer: String,
        _ time: WorldTime,
        _ headers: HeaderFields
    ) async -> EmulatorResponse {
        let account = instance.role.account
        let partition = world.partition(of: account).name
        let arn = "arn:\(partition):ec2:\(instance.region):\(account):instance/\(instance.id)"
        let assumption = ServiceRole.Assumption(
            service: "ec2.amazonaws.com",
            role: instance.role,
            session: instance.id,
            region: instance.region,
            sessionKeys: ["ec2:SourceInstanceARN": [arn]]
        )
        let updated = AWSDate.extended(time.clientNow)
        let session: Session?
        do { session = try await roles.session(of: assumption, peerAddress: peer, at: time) } catch {
            return Self.plain(500, "Internal Server Error")
        }
        guard let session else {
            return Self.text(
                InstanceDocument.pretty([
                    ("Code", "AssumeRoleUnauthorizedAccess"),
                    (
                        "Message",
                        "EC2 cannot assume the role \(instance.role.name). Please see documentation at "
                            + "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html"
                            + "#troubleshoot_iam-ec2_errors-info-doc."
                    ),
                    ("LastUpdated", updated),
                ]),
                headers
            )
        }
        return Self.text(
            InstanceDocument.pretty([
                ("Code", "Success"),
                ("LastUpdated", AWSDate.extended(time.forClients(session.issuedAt))),
                ("Type", "AWS-HMAC"),
                ("AccessKeyId", session.accessKeyID.value),
                ("SecretAccessKey", session.secretAccessKey),
                ("Token", session.sessionToken),
                ("Expiration", AWSDate.extended(time.forClients(session.expiration))),
            ]),
            headers
        )
    }

    // MARK: ECS

    private func answer(
        _ request: EmulatorRequest,
        _ path: String,
        of container: MachineMetadata.Container,
        _ time: WorldTime
    ) async -> EmulatorResponse {
        guard request.method == "GET" else {
            return Self.failure(405, "MethodNotAllowed", "Credentials are read by GET")
        }
        guard path == container.path else {
            return Self.failure(400, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found")
        }
        if let token = container.token, request.headers["Authorization"].map({ constantTimeEquals($0, token) }) != true
        {
            return Self.failure(
                403,
                "AccessDenied",
                "CredentialsV2Request: the Authorization token is not that of the task"
            )
        }
        let account = container.role.account
        let region = world.account(account)?.firstRegion
        let task = container.id.filter { $0 != "-" }
        var assumption = ServiceRole.Assumption(
            service: "ecs-tasks.amazonaws.com",
            role: container.role,
            session: task,
            region: region
        )
        if let region {
            let partition = world.partition(of: account).name
            assumption.context["aws:SourceArn"] = "arn:\(partition):ecs:\(region):\(account):task/default/\(task)"
        }
        let session: Session?
        do {
            session = try await roles.session(of: assumption, peerAddress: request.origin.peerAddress, at: time)
        } catch {
            return Self.failure(500, "InternalServerError", "The session could not be kept")
        }
        guard let session, let role = world.role(account, container.role.name) else {
            return Self.failure(
                503,
                "CredentialsUninitialized",
                "CredentialsV2Request: Credentials uninitialized for ID: ECS is not allowed to assume the role "
                    + container.role.name
            )
        }
        let members: JSONValue = [
            "RoleArn": .string(role.arn.description),
            "AccessKeyId": .string(session.accessKeyID.value),
            "SecretAccessKey": .string(session.secretAccessKey),
            "Token": .string(session.sessionToken),
            "Expiration": .string(AWSDate.extended(time.forClients(session.expiration))),
        ]
        return Self.json(200, members)
    }

    // MARK: Answers

    private static func plain(_ status: Int, _ sentence: String) -> EmulatorResponse {
        EmulatorResponse(status: status, sentence: "\(status) - \(sentence)")
    }

    private static func text(_ text: String, _ headers: HeaderFields) -> EmulatorResponse {
        var headers = headers
        headers["Content-Type"] = "text/plain"
        headers["Server"] = "EC2ws"
        return EmulatorResponse(status: 200, headers: headers, body: ByteBuffer(string: text))
    }

    private static func failure(_ status: Int, _ code: String, _ message: String) -> EmulatorResponse {
        json(status, ["code": .string(code), "message": .string(message), "HTTPErrorCode": .integer(status)])
    }

    private static func json(_ status: Int, _ value: JSONValue) -> EmulatorResponse {
        EmulatorResponse(
            status: status,
            headers: ["Content-Type": "application/json"],
            body: ByteBuffer(bytes: value.serialized())
        )
    }
}
