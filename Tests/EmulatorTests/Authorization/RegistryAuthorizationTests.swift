import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import IAM
import Testing
import World

@Suite("Permissions in the registry")
struct RegistryAuthorizationTests {
    private static let digest = "sha256:" + String(repeating: "0", count: 64)

    /// A bench in which bob has these actions on everything, and may log in.
    private static func bench(_ actions: String..., on resource: String = "*") throws -> TestBench {
        let names = (actions.map { #""ecr:\#($0)""# }).joined(separator: ",")
        return try TestBench { world in
            try world.update(user: "bob") {
                $0.inlinePolicies["login"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}"#
                )
                guard !names.isEmpty else { return }
                $0.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":[\#(names)],"Resource":"\#(resource)"}"#
                )
            }
            world[Bench.account].registries[Bench.region]?.repositories["base"] = Repository(
                name: "base",
                account: Bench.account,
                region: Bench.region,
                createdAt: TestBench.start
            )
        }
    }

    @Test("the order is the token, the name, IAM, the repository, and only then the image")
    func order() async throws {
        let bench = try Self.bench()
        let bob = try await bench.basic(as: TestBench.bob)
        let alice = try await bench.basic()
        func answer(_ repository: String, _ token: String?) async throws -> Answer {
            try await bench.registry("GET", "/v2/\(repository)/manifests/latest", authorization: token)
        }
        for repository in ["app", "none", "NO"] {
            #expect(try await answer(repository, nil).status == 401)
            #expect(try await answer(repository, "Basic QVdTOng=").status == 400)
        }
        #expect(try await answer("NO", bob).registryError().code == "NAME_INVALID")
        for repository in ["app", "none"] {
            #expect(
                try await answer(repository, bob).registryError()
                    == refusal(
                        403,
                        "DENIED",
                        "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: ecr:BatchGetImage on "
                            + "resource: arn:aws:ecr:us-east-1:123456789012:repository/\(repository) because no "
                            + "identity-based policy allows the ecr:BatchGetImage action"
                    )
            )
        }
        #expect(
            try await answer("none", alice).registryError()
                == refusal(
                    404,
                    "NAME_UNKNOWN",
                    "The repository with name 'none' does not exist in the registry with id '123456789012'"
                )
        )
        #expect(
            try await answer("app", alice).registryError()
                == refusal(404, "MANIFEST_UNKNOWN", "Requested image not found")
        )
    }

    @Test(
        "names that break a rule are told so in ECR's words",
        arguments: [
            ("a", "must have length greater than or equal to 2"),
            (String(repeating: "a", count: 257), "must have length less than or equal to 256"),
            (
                "Team/app",
                "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"
            ),
            (
                "a//b",
                "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"
            ),
            ("..", "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"),
            (
                "a%2F..%2Fb",
                "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"
            ),
        ]
    )
    func names(name: String, constraint: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.registry("GET", "/v2/\(name)/tags/list", authorization: bench.basic())
        #expect(
            try answer.registryError()
                == refusal(
                    400,
                    "NAME_INVALID",
                    "Invalid parameter at 'repositoryName' failed to satisfy constraint: '\(constraint)'"
                )
        )
        #expect(bench.emulator.events().last?.decision == nil)
    }

    @Test("bytes at the end of an upload need the right to send a part")
    func endOfUpload() async throws {
        let path = "/v2/app/blobs/uploads/0b0b?digest=" + Self.digest
        let bench = try Self.bench("CompleteLayerUpload")
        let bob = try await bench.basic(as: TestBench.bob)
        #expect(
            try await bench.registry("PUT", path, authorization: bob).registryError().code == "BLOB_UPLOAD_UNKNOWN"
        )
        let denied = try await bench.registry("PUT", path, authorization: bob, body: "x").registryError()
        #expect(denied.code == "DENIED")
        #expect(denied.message.hasSuffix(" because no identity-based policy allows the ecr:UploadLayerPart action"))
        let other = try Self.bench("UploadLayerPart")
        let first = try await other.registry("PUT", path, authorization: other.basic(as: TestBench.bob), body: "x")
        #expect(try first.registryError().message.contains(" perform: ecr:CompleteLayerUpload "))
        let both = try Self.bench("CompleteLayerUpload", "UploadLayerPart")
        let allowed = try await both.registry("PUT", path, authorization: both.basic(as: TestBench.bob), body: "x")
        #expect(try allowed.registryError().code == "BLOB_UPLOAD_UNKNOWN")
    }

    @Test("a mount from a source that may not be read is an ordinary upload; its target is asked for first")
    func mount() async throws {
        func status(_ bench: TestBench, from source: String = "base") async throws -> Int {
            _ = try await bench.ecr("PutAccountSetting", #"{"name":"BLOB_MOUNTING","value":"ENABLED"}"#)
            let layer = try await bench.pushImage("layer", to: "base", authorization: bench.basic())
            let path = "/v2/app/blobs/uploads/?mount=\(layer)&from=\(source)"
            let token = try await bench.basic(as: TestBench.bob)
            return try await bench.registry("POST", path, authorization: token).status
        }
        let own = "arn:aws:ecr:us-east-1:123456789012:repository/app"
        #expect(try await status(Self.bench("InitiateLayerUpload", "GetDownloadUrlForLayer")) == 201)
        #expect(try await status(Self.bench("InitiateLayerUpload", "GetDownloadUrlForLayer"), from: "NO") == 202)
        #expect(try await status(Self.bench("InitiateLayerUpload", "GetDownloadUrlForLayer", on: own)) == 202)
        #expect(try await status(Self.bench("GetDownloadUrlForLayer")) == 403)
        let target = try Self.bench("InitiateLayerUpload")
        #expect(try await status(target) == 202)
        #expect(target.emulator.events().last?.decision?.verdict == "allow")
    }

    @Test("on localhost the account and the region are the token's")
    func localhost() async throws {
        let bench = try TestBench()
        let token = try await bench.basic(
            as: TestBench.mallory,
            host: "api.ecr.us-east-1.amazonaws.com"
        )
        let known = try await bench.registry("GET", "/v2/other/tags/list", authorization: token, host: "localhost:5000")
        #expect(known.body == #"{"name":"other","tags":[]}"#)
        let unknown = try await bench.registry("GET", "/v2/app/tags/list", authorization: token, host: "localhost:5000")
        #expect(try unknown.registryError().message.hasSuffix("in the registry with id '210987654321'"))
        let europe = try await bench.basic(host: "api.ecr.eu-central-1.amazonaws.com", region: "eu-central-1")
        let elsewhere = try await bench.registry("GET", "/v2/app/tags/list", authorization: europe, host: "localhost")
        #expect(try elsewhere.registryError().code == "NAME_UNKNOWN")
    }

    @Test("what is not a route, and the route that ECR does not have, is refused to everyone with a token alike")
    func noRoute() async throws {
        let bench = try Self.bench()
        for credentials in [TestBench.alice, TestBench.bob, TestBench.root] {
            let token = try await bench.basic(as: credentials)
            for (method, path) in [
                ("DELETE", "/v2/app/blobs/\(Self.digest)"), ("POST", "/v2/app/tags/list"), ("GET", "/v2/app"),
                ("PATCH", "/v2/app/manifests/latest"), ("GET", "/v2/../_drydock/health"),
            ] {
                #expect(
                    try await bench.registry(method, path, authorization: token).registryError()
                        == refusal(405, "UNSUPPORTED", "The operation is unsupported.")
                )
            }
        }
    }

    @Test("the journal names the API's operation, the repository and what it was about")
    func journal() async throws {
        let bench = try TestBench()
        let token = try await bench.basic()
        for (method, path) in [
            ("GET", "/v2/"), ("HEAD", "/v2/app/manifests/v1"), ("PUT", "/v2/app/manifests/v1"),
            ("GET", "/v2/app/blobs/\(Self.digest)"), ("PATCH", "/v2/app/blobs/uploads/0b"), ("GET", "/v2/_catalog"),
        ] {
            _ = try await bench.registry(method, path, authorization: token)
        }
        let events = bench.emulator.events(after: 1)
        #expect(
            events.map(\.eventName) == [
                "RegistryVersionCheck", "BatchGetImage", "PutImage", "GetDownloadUrlForLayer", "UploadLayerPart",
                "DescribeRepositories",
            ]
        )
        #expect(events.allSatisfy { $0.eventSource == "ecr.amazonaws.com" && $0.userIdentity.userName == "alice" })
        #expect(events[0].requestParameters == nil && events[0].decision == nil)
        #expect(
            events[1].requestParameters == [
                "registryId": "123456789012", "repositoryName": "app", "imageIds": [["imageTag": "v1"]],
            ]
        )
        #expect(events[3].requestParameters?["layerDigest"] == .string(Self.digest))
        #expect(events[4].requestParameters?["uploadId"] == "0b")
        #expect(events[2].decision?.action == "ecr:PutImage")
        #expect(events[2].decision?.resource == "arn:aws:ecr:us-east-1:123456789012:repository/app")
        #expect(events[2].decision?.reason == "allowedByIdentityPolicy")
        #expect(events[5].decision?.resource == "arn:aws:ecr:us-east-1:123456789012:repository/*")
    }

    @Test("a token has the condition keys of the session that asked for it")
    func sessionKeys() async throws {
        let bench = try TestBench { world in
            try world.update(user: "bob") {
                $0.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}"#,
                    #"{"Effect":"Allow","Action":"ecr:*","Resource":"*","#
                        + #""Condition":{"Null":{"aws:TokenIssueTime":"false"}}}"#
                )
            }
        }
        func status(_ credentials: TestBench.Credentials) async throws -> Int {
            let token = try await bench.basic(as: credentials)
            return try await bench.registry("GET", "/v2/app/tags/list", authorization: token).status
        }
        #expect(try await status(TestBench.bob) == 403)
        #expect(try await status(bench.session("GetSessionToken", as: TestBench.bob)) == 200)
    }

    @Test("tags of the repository decide, as they do for the API")
    func tags() async throws {
        let bench = try TestBench { world in
            world[Bench.account].registries[Bench.region]?.repositories["app"]?.tags["team"] = "a"
            try world.update(user: "bob") {
                $0.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}"#,
                    #"{"Effect":"Allow","Action":"ecr:*","Resource":"*","#
                        + #""Condition":{"StringEquals":{"ecr:ResourceTag/team":"a"}}}"#
                )
            }
            world[Bench.account].registries[Bench.region]?.repositories["base"] = Repository(
                name: "base",
                account: Bench.account,
                region: Bench.region,
                createdAt: TestBench.start
            )
        }
        let token = try await bench.basic(as: TestBench.bob)
        func code(_ repository: String) async throws -> String {
            try await bench.registry("PUT", "/v2/\(repository)/manifests/v1", authorization: token).registryError().code
        }
        #expect(try await code("app") == "UNSUPPORTED")
        #expect(try await code("base") == "DENIED")
    }
}
