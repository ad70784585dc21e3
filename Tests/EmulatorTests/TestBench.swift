import AWSCore
import AWSProtocols
import AWSSignature
import Determinism
import Emulator
import Foundation
import IAM
import NIOCore
import RegistryService
import Storage
import Testing
import World

/// An emulator over a small world with a clock that stands, and clients that sign for it.
final class TestBench: Sendable {
    /// Sunday, 2026-03-01T12:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_772_366_400)

    static let worldYAML = """
        seed: bench
        accounts:
          "123456789012":
            root:
              access_keys:
                - {id: AKIAROOTROOTROOTROOT, secret: root/secret/root/secret/root/secret/root}
            users:
              alice:
                path: /team/
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}
              bob:
                access_keys:
                  - {id: test, secret: test}
              carol:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIACAROLCAROLCAROLC, secret: carol/secret/carol/secret/carol/secret/c, status: inactive}
            roles:
              deployer:
                policies: [AdministratorAccess]
                trust: [arn:aws:iam::123456789012:user/team/alice]
                max_session_duration: 7200
              chained:
                path: /service/
                trust: [arn:aws:iam::123456789012:role/deployer]
                max_session_duration: 43200
              delegated:
                trust: [arn:aws:iam::123456789012:root]
              direct:
                trust: [arn:aws:iam::123456789012:user/bob]
            regions:
              us-east-1:
                repositories:
                  app: {}
              eu-central-1: {}
          "210987654321":
            users:
              mallory:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAMALLORYMALLORYMA, secret: mallory/secret/mallory/secret/mallory/s}
            roles:
              visitor:
                trust: [arn:aws:iam::123456789012:user/team/alice, "*"]
            regions:
              us-east-1:
                repositories:
                  other: {}

        """

    static let alice = Credentials("AKIAALICEALICEALICEA", "alice/secret/alice/secret/alice/secret/a")
    static let bob = Credentials("test", "test")
    static let carol = Credentials("AKIACAROLCAROLCAROLC", "carol/secret/carol/secret/carol/secret/c")
    static let root = Credentials("AKIAROOTROOTROOTROOT", "root/secret/root/secret/root/secret/root")
    static let mallory = Credentials("AKIAMALLORYMALLORYMA", "mallory/secret/mallory/secret/mallory/s")

    let clock: WorldClock
    let emulator: Emulator

    init(
        worldYAML: String = TestBench.worldYAML,
        seed: String? = "bench",
        start: Date = TestBench.start,
        clock: WorldClock? = nil,
        dataDirectory: String? = nil,
        denials: DenialForm? = nil,
        dialect: RegistryDialect = .ecr,
        files: any FileLayer = SystemFiles(),
        controlToken: String? = nil,
        edit: (inout World) throws -> Void = { _ in }
    ) throws {
        self.clock = clock ?? .standing(at: start)
        var world = try World.load(yaml: worldYAML, fileName: "bench.yaml")
        try edit(&world)
        emulator = try Emulator(
            EmulatorConfiguration(
                world: world,
                worldYAML: worldYAML,
                clock: self.clock,
                randomness: seed.map(Randomness.seeded) ?? .system(),
                dataDirectory: dataDirectory,
                authorityPEM: "-----BEGIN CERTIFICATE-----\n",
                version: "0.0-test",
                denials: denials,
                dialect: dialect,
                files: files,
                controlToken: controlToken
            )
        )
    }

    // MARK: Calls

    /// What a client signs with.
    struct Credentials {
        let key: String
        let secret: String
        let token: String?

        init(_ key: String, _ secret: String, token: String? = nil) {
            self.key = key
            self.secret = secret
            self.token = token
        }
    }

    /// Calls STS with a form, signed.
    func sts(
        _ action: String,
        _ parameters: [(String, String)] = [],
        as credentials: Credentials = alice,
        host: String = "sts.us-east-1.amazonaws.com",
        region: String = "us-east-1",
        also headers: [(String, String)] = []
    ) async throws -> Answer {
        let form = QueryParameters.encode([("Action", action), ("Version", "2011-06-15")] + parameters)
        return try await send(
            "POST",
            "/",
            host: host,
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")] + headers,
            body: form,
            signedBy: (credentials, region, "sts")
        )
    }

    /// Has an operation performed in the bench's account by the operator, whom IAM is not asked about.
    @discardableResult
    func operate(
        _ operation: String,
        _ parameters: [String: JSONValue],
        of service: OperatedService = .iam
    ) async throws -> JSONValue {
        let account = service == .organizations ? nil : Bench.account.value
        let verb = PerformOperation(service, operation, parameters, account: account)
        return try JSONValue.parse(try await emulator.control(verb).json)
    }

    /// Calls IAM with a form, signed.
    func iam(
        _ action: String,
        _ parameters: [(String, String)] = [],
        as credentials: Credentials = alice,
        host: String = "iam.amazonaws.com",
        region: String = "us-east-1",
        also headers: [(String, String)] = []
    ) async throws -> Answer {
        let form = QueryParameters.encode([("Action", action), ("Version", "2010-05-08")] + parameters)
        return try await send(
            "POST",
            "/",
            host: host,
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")] + headers,
            body: form,
            signedBy: (credentials, region, "iam")
        )
    }

    /// Calls the ECR API with a JSON body, signed.
    func ecr(
        _ operation: String,
        _ body: String = "{}",
        as credentials: Credentials = alice,
        host: String = "api.ecr.us-east-1.amazonaws.com",
        region: String = "us-east-1"
    ) async throws -> Answer {
        try await send(
            "POST",
            "/",
            host: host,
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.\(operation)"),
            ],
            body: body,
            signedBy: (credentials, region, "ecr")
        )
    }

    /// Calls the registry with a password, or without credentials.
    func registry(
        _ method: String = "GET",
        _ path: String = "/v2/",
        authorization: String?,
        host: String = "123456789012.dkr.ecr.us-east-1.amazonaws.com",
        body: String = "",
        stream: (any BodyStream)? = nil
    ) async throws -> Answer {
        try await send(
            method,
            path,
            host: host,
            headers: authorization.map { [("Authorization", $0)] } ?? [],
            body: body,
            stream: stream
        )
    }

    /// Sends any request. `edit` changes what is sent after it was signed.
    func send(
        _ method: String,
        _ target: String,
        host: String = "localhost:4566",
        headers: [(String, String)] = [],
        body: String = "",
        stream: (any BodyStream)? = nil,
        signedBy: (credentials: Credentials, region: String, service: String)? = nil,
        at date: Date? = nil,
        scheme: String = "https",
        peer: String = "127.0.0.1",
        peerIsLoopback: Bool = true,
        edit: (inout HeaderFields) -> Void = { _ in }
    ) async throws -> Answer {
        var fields: HeaderFields = ["Host": host, "User-Agent": "bench/1"]
        for (name, value) in headers { fields.add(name, value) }
        if let (credentials, region, service) = signedBy {
            let signer = Signer(
                credentials: AWSCredentials(
                    accessKeyID: try #require(AccessKeyID(credentials.key)),
                    secretAccessKey: credentials.secret,
                    sessionToken: credentials.token
                ),
                region: region,
                service: service
            )
            let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let request = SignableRequest(
                method: method,
                path: String(parts[0]),
                query: parts.count > 1 ? String(parts[1]) : "",
                headers: fields,
                body: .of(Array(body.utf8))
            )
            fields = signer.sign(request, at: date ?? clock.time.clientNow)
        }
        edit(&fields)
        let response = await emulator.respond(
            to: EmulatorRequest(
                method: method,
                target: target,
                headers: fields,
                body: ByteBuffer(string: body),
                stream: stream,
                origin: EmulatorRequest.Origin(scheme: scheme, peerAddress: peer, isLoopback: peerIsLoopback)
            )
        )
        return Answer(response)
    }

    /// A signed call of STS that takes no parameters, to be sent more than once.
    func request(_ action: String) throws -> EmulatorRequest {
        let host: HeaderFields = ["Host": "sts.us-east-1.amazonaws.com"]
        let query = try presign("Action=\(action)&Version=2011-06-15", headers: host, expiresIn: 900)
        return EmulatorRequest(
            method: "GET",
            target: "/?" + query,
            headers: host,
            body: ByteBuffer(),
            origin: EmulatorRequest.Origin(scheme: "https", peerAddress: "127.0.0.1", isLoopback: true)
        )
    }

    /// A query of STS that carries alice's signature.
    func presign(_ query: String, headers: HeaderFields, expiresIn seconds: Int) throws -> String {
        let credentials = AWSCredentials(
            accessKeyID: try #require(AccessKeyID(Self.alice.key)),
            secretAccessKey: Self.alice.secret
        )
        return Signer(credentials: credentials, region: "us-east-1", service: "sts").presign(
            SignableRequest(method: "GET", path: "/", query: query, headers: headers, body: .empty),
            at: clock.time.clientNow,
            expiresIn: seconds
        )
    }

    // MARK: Shortcuts

    /// Credentials that an operation of STS hands out.
    func session(
        _ action: String,
        _ parameters: [(String, String)] = [],
        as credentials: Credentials = alice
    ) async throws -> Credentials {
        try await sts(action, parameters, as: credentials).credentials()
    }

    func assume(
        _ role: String,
        as credentials: Credentials = alice,
        _ parameters: [(String, String)] = []
    ) async throws -> Answer {
        try await sts(
            "AssumeRole",
            [
                ("RoleArn", role.hasPrefix("arn:") ? role : "arn:aws:iam::123456789012:role/\(role)"),
                ("RoleSessionName", "session-1"),
            ] + parameters,
            as: credentials
        )
    }

    /// The `Basic` header of a fresh registry token.
    func basic(
        as credentials: Credentials = alice,
        host: String = "api.ecr.us-east-1.amazonaws.com",
        region: String = "us-east-1"
    ) async throws -> String {
        let answer = try await ecr("GetAuthorizationToken", as: credentials, host: host, region: region)
        let data = try answer.json()["authorizationData"]?.array?.first
        return "Basic " + (try #require(data?["authorizationToken"]?.string))
    }
}

/// An answer as a client sees it.
struct Answer: Equatable {
    let status: Int
    let headers: HeaderFields
    let body: String
    /// Whether the connection ended instead.
    let isAbsent: Bool
    let delivery: Delivery?

    init(_ response: EmulatorResponse) {
        isAbsent = response.isAbsent
        delivery = response.delivery
        status = response.status
        headers = response.headers
        body = response.file.map { Self.text(of: $0) } ?? String(buffer: response.body)
    }

    private static func text(of file: FileSlice) -> String {
        var bytes = [UInt8](repeating: 0, count: file.count)
        let count = file.withDescriptor { pread($0, &bytes, bytes.count, file.offset) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    var requestID: String { headers["x-amzn-RequestId"] ?? "" }

    func json() throws -> JSONValue { try JSONValue.parse(Array(body.utf8)) }

    func xml() throws -> XMLNode { try AWSQuery.parse(Array(body.utf8)) }

    /// Code and message of an error of STS's or IAM's.
    var stsError: AWSErrorAnswer { AWSQuery.parseError(status: status, body: Array(body.utf8)) }

    /// Code and message of an error of the ECR API's.
    var ecrError: AWSErrorAnswer { AWSJSON.parseError(status: status, body: Array(body.utf8)) }

    /// Code and message of an error of the registry's.
    func registryError() throws -> AWSErrorAnswer {
        let error = try json()["errors"]?.array?.first
        return AWSErrorAnswer(
            code: try #require(error?["code"]?.string),
            message: try #require(error?["message"]?.string),
            status: status
        )
    }

    func credentials() throws -> TestBench.Credentials {
        let found = try xml().children.first?["Credentials"]
        return TestBench.Credentials(
            try #require(found?["AccessKeyId"]?.text),
            try #require(found?["SecretAccessKey"]?.text),
            token: try #require(found?["SessionToken"]?.text)
        )
    }
}

/// An error of AWS's, for comparison.
func refusal(_ status: Int, _ code: String, _ message: String) -> AWSErrorAnswer {
    AWSErrorAnswer(code: code, message: message, status: status)
}
