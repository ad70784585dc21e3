import AWSCore
import AWSProtocols
import AWSSignature
import Determinism
import Emulator
import Foundation
import NIOCore
import RegistryService
import Testing
import World

/// An emulator over a small world with a clock that stands, and clients of IAM that sign for it.
final class Bench {
    /// Sunday, 2026-03-01T12:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_772_366_400)
    static let account = "123456789012"

    static let worldYAML = """
        seed: iam
        accounts:
          "123456789012":
            root:
              access_keys:
                - {id: AKIAROOTROOTROOTROOT, secret: root/secret}
            policies:
              team:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Action: "ecr:*", Resource: "*"}]
            groups:
              pushers: {}
            users:
              alice:
                path: /team/
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAALICEALICEALICEA, secret: alice/secret}
              bob:
                access_keys:
                  - {id: AKIABOBBOBBOBBOBBOBB, secret: bob/secret}
            roles:
              deployer:
                trust: [arn:aws:iam::123456789012:user/team/alice]
                policies: [AdministratorAccess]
            regions:
              us-east-1: {}
              eu-west-1: {}
          "210987654321":
            users:
              mallory:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAMALLORYMALLORYMA, secret: mallory/secret}
            regions: {us-east-1: {}}

        """

    /// What a client signs with.
    struct Credentials {
        let key: String
        let secret: String
        var token: String?
    }

    static let alice = Credentials(key: "AKIAALICEALICEALICEA", secret: "alice/secret")
    static let bob = Credentials(key: "AKIABOBBOBBOBBOBBOBB", secret: "bob/secret")
    static let root = Credentials(key: "AKIAROOTROOTROOTROOT", secret: "root/secret")
    static let mallory = Credentials(key: "AKIAMALLORYMALLORYMA", secret: "mallory/secret")

    let clock: WorldClock
    let emulator: Emulator

    init(_ yaml: String = Bench.worldYAML, clock: WorldClock? = nil, dataDirectory: String? = nil) throws {
        self.clock = clock ?? .standing(at: Self.start)
        emulator = try Emulator(
            EmulatorConfiguration(
                world: try World.load(yaml: yaml, fileName: "iam.yaml"),
                worldYAML: yaml,
                clock: self.clock,
                randomness: .seeded("iam"),
                dataDirectory: dataDirectory,
                authorityPEM: "-----BEGIN CERTIFICATE-----\n",
                version: "0.0-test",
                denials: nil,
                dialect: .ecr
            )
        )
    }

    /// Calls an operation of IAM's, or of another service of the AWS Query protocol.
    func call(
        _ action: String,
        _ parameters: [(String, String)] = [],
        as credentials: Credentials = alice,
        service: String = "iam",
        version: String = "2010-05-08",
        host: String? = nil,
        region: String = "us-east-1",
        also headers: [(String, String)] = []
    ) async throws -> Answer {
        let body = QueryParameters.encode([("Action", action), ("Version", version)] + parameters)
        var fields: HeaderFields = [
            "Host": host ?? (service == "iam" ? "iam.amazonaws.com" : "\(service).us-east-1.amazonaws.com"),
            "User-Agent": "bench/1", "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        ]
        for (name, value) in headers { fields.add(name, value) }
        let signer = Signer(
            credentials: AWSCredentials(
                accessKeyID: try #require(AccessKeyID(credentials.key)),
                secretAccessKey: credentials.secret,
                sessionToken: credentials.token
            ),
            region: region,
            service: service
        )
        fields = signer.sign(
            SignableRequest(method: "POST", path: "/", query: "", headers: fields, body: .of(Array(body.utf8))),
            at: clock.time.clientNow
        )
        return Answer(
            await emulator.respond(
                to: EmulatorRequest(
                    method: "POST",
                    target: "/",
                    headers: fields,
                    body: ByteBuffer(string: body),
                    origin: EmulatorRequest.Origin(scheme: "https", peerAddress: "127.0.0.1", isLoopback: true)
                )
            )
        )
    }

    /// Calls STS.
    func sts(
        _ action: String,
        _ parameters: [(String, String)] = [],
        as credentials: Credentials = alice
    ) async throws -> Answer {
        try await call(action, parameters, as: credentials, service: "sts", version: "2011-06-15")
    }

    /// Calls IAM as `alice` and takes nothing but success.
    @discardableResult
    func done(_ action: String, _ parameters: [(String, String)] = []) async throws -> XMLNode? {
        let answer = try await call(action, parameters)
        #expect(answer.status == 200, "\(action): \(answer.body)")
        return try answer.xml()[action + "Result"]
    }

    /// The credentials of a new key of a user's.
    func key(of user: String) async throws -> Credentials {
        let key = try await done("CreateAccessKey", [("UserName", user)])?["AccessKey"]
        return Credentials(
            key: try #require(key?["AccessKeyId"]?.text),
            secret: try #require(key?["SecretAccessKey"]?.text)
        )
    }

    static func allow(_ actions: String..., on resource: String = "*", where condition: String? = nil) -> String {
        let names = actions.map { "\"\($0)\"" }.joined(separator: ",")
        let end = condition.map { #","Condition":\#($0)"# } ?? ""
        return
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\#(names)],"Resource":"\#(resource)"\#(end)}]}"#
    }

    static func trust(_ principal: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"#
            + #""Action":"sts:AssumeRole"}]}"#
    }
}

/// An answer as a client sees it.
struct Answer {
    let status: Int
    let headers: HeaderFields
    let body: String

    init(_ response: EmulatorResponse) {
        status = response.status
        headers = response.headers
        body = String(buffer: response.body)
    }

    func xml() throws -> XMLNode { try AWSQuery.parse(Array(body.utf8)) }

    /// Status, code and message of an error; nil of a success.
    var error: AWSErrorAnswer? {
        status < 400 ? nil : AWSQuery.parseError(status: status, body: Array(body.utf8))
    }

    /// The body with the request's ID as `ID`.
    var text: String { body.replacing(headers["x-amzn-RequestId"] ?? "-", with: "ID") }

    /// The body in one line, without what indents it.
    var line: String { body.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined() }
}

func refusal(_ status: Int, _ code: String, _ message: String) -> AWSErrorAnswer {
    AWSErrorAnswer(code: code, message: message, status: status)
}

extension XMLNode {
    /// The texts of `member/NAME` in a list.
    func texts(_ name: String) -> [String] { children.compactMap { $0[name]?.text } }
}
