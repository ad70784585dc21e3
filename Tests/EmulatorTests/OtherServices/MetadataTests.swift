import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import Testing
import World

@testable import Emulator

@Suite("The metadata endpoints of a machine")
struct MetadataTests {
    private static func yaml(
        ec2: String = "ec2.amazonaws.com",
        ecs: String = "ecs-tasks.amazonaws.com",
        metadata: String = "container_token: let/me/in"
    ) -> String {
        """
        seed: machine
        accounts:
          "123456789012":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}
            roles:
              machine:
                policies: [AmazonEC2ContainerRegistryReadOnly]
                trust: {Statement: {Effect: Allow, Principal: {Service: \(ec2)}, Action: "sts:AssumeRole"}}
              task:
                trust:
                  Statement:
                    Effect: Allow
                    Principal: {Service: \(ecs)}
                    Action: sts:AssumeRole
                    Condition:
                      StringEquals: {"aws:SourceAccount": "123456789012"}
                      ArnLike: {"aws:SourceArn": "arn:aws:ecs:eu-central-1:123456789012:*"}
            regions:
              eu-central-1: {repositories: {app: {}}}
        metadata:
          instance_role: arn:aws:iam::123456789012:role/machine
          container_role: arn:aws:iam::123456789012:role/task
          \(metadata)

        """
    }

    private static let credentialsPath = "/latest/meta-data/iam/security-credentials/machine"

    private func token(_ bench: TestBench, host: String = "169.254.169.254", ttl: String = "60") async throws -> String
    {
        let answer = try await bench.send(
            "PUT",
            "/latest/api/token",
            host: host,
            headers: [("X-aws-ec2-metadata-token-ttl-seconds", ttl)],
            scheme: "http"
        )
        #expect(answer.status == 200 && answer.headers["X-Aws-Ec2-Metadata-Token-Ttl-Seconds"] == ttl)
        return answer.body
    }

    private func get(
        _ bench: TestBench,
        _ path: String,
        token: String?,
        host: String = "169.254.169.254"
    ) async throws -> Answer {
        let headers = token.map { [("X-aws-ec2-metadata-token", $0)] } ?? []
        return try await bench.send("GET", path, host: host, headers: headers, scheme: "http")
    }

    // MARK: Instances

    @Test(
        "an instance's credentials are those of a session of its role, and do what the role may",
        arguments: ["169.254.169.254", "127.0.0.1:4566"]
    )
    func credentials(host: String) async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let token = try await token(bench, host: host)
        let list = try await get(bench, "/latest/meta-data/iam/security-credentials/", token: token, host: host)
        #expect(list.body == "machine" && list.headers["Content-Type"] == "text/plain")
        let answer = try await get(bench, Self.credentialsPath, token: token, host: host)
        let members = try answer.json()
        #expect(members["Code"] == "Success" && members["Type"] == "AWS-HMAC")
        #expect(members["LastUpdated"] == "2026-03-01T12:00:00Z" && members["Expiration"] == "2026-03-01T18:00:00Z")
        #expect(answer.body.hasPrefix("{\n  \"Code\" : \"Success\",\n  \"LastUpdated\" : "))
        let credentials = TestBench.Credentials(
            try #require(members["AccessKeyId"]?.string),
            try #require(members["SecretAccessKey"]?.string),
            token: try #require(members["Token"]?.string)
        )
        let identity = try await bench.sts("GetCallerIdentity", as: credentials).xml().children.first
        let id = try await get(bench, "/latest/meta-data/instance-id", token: token, host: host).body
        #expect(identity?["Arn"]?.text == "arn:aws:sts::123456789012:assumed-role/machine/\(id)")
        let ecr = "api.ecr.eu-central-1.amazonaws.com"
        let region = "eu-central-1"
        #expect(try await bench.ecr("DescribeRepositories", as: credentials, host: ecr, region: region).status == 200)
        let create = try await bench.ecr(
            "CreateRepository",
            #"{"repositoryName": "new"}"#,
            as: credentials,
            host: ecr,
            region: region
        )
        #expect(create.ecrError.code == "AccessDeniedException")
    }

    @Test("the service's assumption of the role is recorded, once as long as the credentials hold")
    func events() async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let token = try await token(bench, ttl: "21600")
        let first = try await get(bench, Self.credentialsPath, token: token).json()
        let again = try await get(bench, Self.credentialsPath, token: token).json()
        #expect(first == again)
        let event = try #require(bench.emulator.events().first)
        #expect(bench.emulator.events().count == 1)
        #expect(event.callName == "sts:AssumeRole" && event.errorCode == nil && event.awsRegion == "eu-central-1")
        #expect(event.userIdentity.type == "AWSService" && event.userIdentity.invokedBy == "ec2.amazonaws.com")
        #expect(
            event.decision?.resource == "arn:aws:iam::123456789012:role/machine" && event.decision?.verdict == "allow"
        )
        #expect(!"\(event)".contains(first["SecretAccessKey"]?.string ?? "?"))
        // New ones are there five minutes before the old ones end, and the token has ended by then.
        bench.clock.advance(by: 5 * 3_600 + 55 * 60)
        let fresh = try await self.token(bench)
        let renewed = try await get(bench, Self.credentialsPath, token: fresh).json()
        #expect(renewed["AccessKeyId"] != first["AccessKeyId"])
        #expect(bench.emulator.events().count == 2)
    }

    @Test("sessions that are expired by hand are followed by new ones")
    func expired() async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let token = try await token(bench)
        let first = try await get(bench, Self.credentialsPath, token: token).json()
        #expect(try bench.emulator.world.expireSessions(of: nil) == 1)
        let second = try await get(bench, Self.credentialsPath, token: token).json()
        #expect(first["AccessKeyId"] != second["AccessKeyId"] && second["Code"] == "Success")
    }

    @Test("a role that does not trust EC2 gives no credentials, and the endpoint says so as EC2 does")
    func untrusted() async throws {
        let bench = try TestBench(worldYAML: Self.yaml(ec2: "lambda.amazonaws.com"))
        let answer = try await get(bench, Self.credentialsPath, token: try await token(bench))
        let members = try answer.json()
        #expect(answer.status == 200 && members["Code"] == "AssumeRoleUnauthorizedAccess")
        #expect(members["Message"]?.string?.hasPrefix("EC2 cannot assume the role machine.") == true)
        #expect(members["AccessKeyId"] == nil)
        let event = try #require(bench.emulator.lastDenied)
        #expect(event.errorCode == "AccessDenied" && event.userIdentity.invokedBy == "ec2.amazonaws.com")
        #expect(
            bench.emulator.explanation(ofEvent: event.sequence)?.cause
                == "the trust policy of role/machine does not let service/ec2.amazonaws.com in"
        )
    }

    @Test("everyone in a trust policy is everyone but the services")
    func everyone() async throws {
        let yaml = Self.yaml().replacing("{Service: ec2.amazonaws.com}", with: #""*""#)
        let bench = try TestBench(worldYAML: yaml)
        let members = try await get(bench, Self.credentialsPath, token: try await token(bench)).json()
        #expect(members["Code"] == "AssumeRoleUnauthorizedAccess")
    }

    @Test("what an instance tells of itself")
    func documents() async throws {
        let bench = try TestBench(worldYAML: Self.yaml(metadata: "instance_id: i-0a1b2c3d"))
        let token = try await token(bench)
        for (path, text) in [
            ("/latest/meta-data/placement/region", "eu-central-1"),
            ("/latest/meta-data/placement/availability-zone", "eu-central-1a"),
            ("/latest/meta-data/instance-id", "i-0a1b2c3d"), ("/latest/meta-data/", "iam/\ninstance-id\nplacement/"),
            ("/latest/", "dynamic\nmeta-data"),
        ] {
            #expect(try await get(bench, path, token: token).body == text, "\(path)")
        }
        let document = try await get(bench, "/latest/dynamic/instance-identity/document", token: token).json()
        #expect(document["region"] == "eu-central-1" && document["accountId"] == "123456789012")
        let info = try await get(bench, "/latest/meta-data/iam/info", token: token).json()
        #expect(info["InstanceProfileArn"] == "arn:aws:iam::123456789012:instance-profile/machine")
        for path in ["/latest/user-data", "/latest/meta-data/iam/security-credentials/other", "/2021-07-15/meta-data"] {
            #expect(try await get(bench, path, token: token).status == 404, "\(path)")
        }
    }

    @Test("without a token of its own, a live one, an instance tells nothing")
    func tokens() async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let path = "/latest/meta-data/instance-id"
        #expect(try await get(bench, path, token: nil).status == 401)
        let token = try await token(bench)
        #expect(try await get(bench, path, token: token).status == 200)
        for wrong in ["", "x", String(token.dropLast()), "A" + token.dropFirst(), token + "="] where wrong != token {
            #expect(try await get(bench, path, token: wrong).status == 401, "\(wrong)")
        }
        let other = try await self.token(try TestBench(worldYAML: Self.yaml(), seed: "other"))
        #expect(try await get(bench, path, token: other).status == 401)
        bench.clock.advance(by: 60)
        #expect(try await get(bench, path, token: token).status == 401)
    }

    @Test("IMDSv1 answers only where the world says that tokens are optional")
    func optional() async throws {
        let bench = try TestBench(worldYAML: Self.yaml(metadata: "http_tokens: optional"))
        #expect(try await get(bench, "/latest/meta-data/instance-id", token: nil).status == 200)
        #expect(try await get(bench, "/latest/meta-data/instance-id", token: "x").status == 401)
    }

    @Test("a token is made for a time that is one", arguments: ["0", "21601", "x", ""])
    func lifetimes(ttl: String) async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let headers = [("X-aws-ec2-metadata-token-ttl-seconds", ttl)]
        let answer = try await bench.send("PUT", "/latest/api/token", host: "169.254.169.254", headers: headers)
        #expect(answer.status == 400)
    }

    @Test(
        "nobody from elsewhere gets an answer, no web page and nobody behind a proxy of somebody else's",
        arguments: [("Origin", "https://example.com"), ("X-Forwarded-For", "192.0.2.1")]
    )
    func outsiders(header: (String, String)) async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let headers = [("X-aws-ec2-metadata-token-ttl-seconds", "60"), header]
        for (method, path) in [("PUT", "/latest/api/token"), ("GET", bench.containerPath)] {
            let host = "127.0.0.1:4566"
            #expect(try await bench.send(method, path, host: host, headers: headers).status == 403)
            let far = try await bench.send(
                method,
                path,
                host: host,
                headers: [headers[0]],
                peer: "192.0.2.1",
                peerIsLoopback: false
            )
            #expect(far.status == 403)
        }
        #expect(bench.emulator.events().isEmpty)
    }

    // MARK: Containers

    @Test("a task's credentials are those of a session of its role", arguments: ["169.254.170.2", "localhost:4566"])
    func container(host: String) async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let answer = try await bench.send(
            "GET",
            bench.containerPath,
            host: host,
            headers: [("Authorization", "let/me/in")]
        )
        let members = try answer.json()
        #expect(members["RoleArn"] == "arn:aws:iam::123456789012:role/task")
        #expect(members["Expiration"] == "2026-03-01T18:00:00Z")
        let credentials = TestBench.Credentials(
            try #require(members["AccessKeyId"]?.string),
            try #require(members["SecretAccessKey"]?.string),
            token: try #require(members["Token"]?.string)
        )
        let identity = try await bench.sts("GetCallerIdentity", as: credentials).xml().children.first
        #expect(identity?["Arn"]?.text?.hasPrefix("arn:aws:sts::123456789012:assumed-role/task/") == true)
        #expect(bench.emulator.events().first?.userIdentity.invokedBy == "ecs-tasks.amazonaws.com")
    }

    @Test("a container's credentials want its token", arguments: [nil, "", "let/me", "Bearer let/me/in"])
    func containerToken(token: String?) async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let answer = try await bench.send(
            "GET",
            bench.containerPath,
            host: "169.254.170.2",
            headers: token.map { [("Authorization", $0)] } ?? []
        )
        #expect(answer.status == 403)
        #expect(try answer.json()["code"] == "AccessDenied")
        #expect(bench.emulator.events().isEmpty)
    }

    @Test("a role that does not trust ECS gives no credentials, and another path has none")
    func containerRefusals() async throws {
        let bench = try TestBench(worldYAML: Self.yaml(ecs: "ecs.amazonaws.com"))
        let headers = [("Authorization", "let/me/in")]
        let host = "169.254.170.2"
        let untrusted = try await bench.send("GET", bench.containerPath, host: host, headers: headers)
        #expect(untrusted.status == 503)
        #expect(try untrusted.json()["code"] == "CredentialsUninitialized")
        let other = try await bench.send("GET", "/v2/credentials/other", host: host, headers: headers)
        #expect(try other.json()["code"] == "InvalidIdInRequest" && other.status == 400)
        #expect(try await bench.send("PUT", bench.containerPath, host: host, headers: headers).status == 405)
    }

    // MARK: No machine

    @Test("a world without a machine has no metadata endpoints")
    func none() async throws {
        let bench = try TestBench()
        #expect(bench.emulator.reach(of: "169.254.169.254") == .elsewhere)
        #expect(try await bench.send("PUT", "/latest/api/token", host: "127.0.0.1:4566").status == 404)
        let machine = try TestBench(worldYAML: Self.yaml())
        #expect(machine.emulator.reach(of: "169.254.169.254") == .service)
        #expect(machine.emulator.reach(of: "169.254.170.2") == .service)
        #expect(machine.emulator.reach(of: "169.254.170.3") == .elsewhere)
    }

    @Test("repositories may be called as the container's path is")
    func sameName() async throws {
        let bench = try TestBench(worldYAML: Self.yaml())
        let answer = try await bench.registry(
            "GET",
            "/v2/credentials/tags/list",
            authorization: nil,
            host: "localhost:4566"
        )
        #expect(answer.status == 401)
    }
}

extension TestBench {
    fileprivate var containerPath: String { emulator.world.metadata?.container?.path ?? "" }
}
