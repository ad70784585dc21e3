import AWSCore
import AWSProtocols
import Determinism
import Emulator
import IAM
import RegistryService
import Testing
import World

/// Nobody is let through for being nobody in particular.
@Suite("Immunity: identities that are let through")
struct BypassImmunityTests {
    private static let world = """
        accounts:
          "123456789012":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}
            regions:
              us-east-1:
                repositories:
                  app: {}
        """

    /// Keys that other emulators let in, and whatever else is nobody's here.
    private static let nobody = [
        ("test", "test"), ("TEST", "test"), ("testing", "testing"), ("foo", "bar"), ("mock_access_key", "mock"),
        ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), ("000000000000", "x"),
        ("123456789012", "test"), ("admin", "admin"), ("root", "root"), ("anonymous", ""),
        ("LSIAQAAAAAAVNCBMPNSG", "x"),
        ("AKIAALICEALICEALICEB", "alice/secret/alice/secret/alice/secret/a"),
    ]

    private static let operations = ["GetAuthorizationToken", "DescribeRepositories", "PutImage", "DeleteRepository"]

    /// Every setting of an emulator that a user can choose.
    private static func benches() throws -> [TestBench] {
        try RegistryDialect.allCases.flatMap { dialect in
            try DenialForm.allCases.flatMap { denials in
                try [nil, "seed"].map { seed in
                    try TestBench(worldYAML: world, seed: seed, denials: denials, dialect: dialect)
                }
            }
        }
    }

    @Test("Immunity 15, permanent bypass identities: keys that the world does not have sign nothing", arguments: nobody)
    func keys(key: String, secret: String) async throws {
        for bench in try Self.benches() {
            let credentials = TestBench.Credentials(key, secret)
            for operation in Self.operations {
                let refused = try await bench.ecr(operation, #"{"repositoryName":"app"}"#, as: credentials).ecrError
                #expect(refused.code == "UnrecognizedClientException", "\(operation)")
            }
            for action in ["GetCallerIdentity", "GetSessionToken"] {
                #expect(try await bench.sts(action, as: credentials).stsError.code == "InvalidClientTokenId")
            }
            let role = [("RoleArn", "arn:aws:iam::123456789012:role/any"), ("RoleSessionName", "any")]
            #expect(try await bench.sts("AssumeRole", role, as: credentials).status == 403)
        }
    }

    @Test("Immunity 15, permanent bypass identities: nobody is nobody, on every host and by every way to say so")
    func anonymous() async throws {
        for bench in try Self.benches() {
            for host in ["localhost:4566", "127.0.0.1:4566", "api.ecr.us-east-1.amazonaws.com"] {
                for headers in [
                    [], [("Authorization", "")],
                    [("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260301/us-east-1")],
                    [("Authorization", "Bearer test")], [("X-Amz-Security-Token", "test")], [("X-Api-Key", "test")],
                    [("Authorization", "Basic dGVzdDp0ZXN0")],
                ] {
                    for operation in Self.operations {
                        let answer = try await bench.send(
                            "POST",
                            "/",
                            host: host,
                            headers: headers + [
                                ("Content-Type", "application/x-amz-json-1.1"),
                                ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.\(operation)"),
                            ],
                            body: #"{"repositoryName":"app"}"#
                        )
                        #expect(answer.status == 400 && answer.ecrError.code.hasSuffix("Exception"), "\(operation)")
                        #expect(bench.emulator.events().last?.decision == nil)
                    }
                }
            }
            for authorization in [nil, "Basic dGVzdDp0ZXN0", "Basic QVdTOg==", "Basic QVdTOnRlc3Q=", "Bearer test"] {
                for (method, path, body, _) in ManagedPolicyTests.routes {
                    let answer = try await bench.registry(method, path, authorization: authorization, body: body)
                    #expect(answer.status == 401 || answer.status == 400, "\(method) \(path)")
                }
            }
        }
    }

    @Test(
        "Immunity 15, permanent bypass identities: what is not supported is refused, also to an administrator",
        arguments: ["GetDelegatedAccessToken"]
    )
    func unsupportedOperations(operation: String) async throws {
        for bench in try Self.benches() {
            let answer = try await bench.sts(operation)
            #expect(answer.status == 501)
            #expect(answer.stsError.code == "NotImplemented")
        }
    }

    @Test(
        "Immunity 15, permanent bypass identities: what does not exist is refused, also to an administrator",
        arguments: ["ListBuckets", "", "putimage", "PutImage ", "../PutImage"]
    )
    func unknownOperations(operation: String) async throws {
        for bench in try Self.benches() {
            #expect(try await bench.ecr(operation).ecrError.code == "UnknownOperationException")
            #expect(try await bench.sts(operation).status >= 400)
        }
    }

    @Test("Immunity 15, permanent bypass identities: an emulator has no setting that says who may what")
    func settings() throws {
        // What is added here has to be looked at with the rule in mind: there is no switch that lets anybody in.
        let configuration = EmulatorConfiguration(
            world: try World.load(yaml: Self.world, fileName: "world.yaml"),
            worldYAML: Self.world,
            clock: .running(),
            randomness: .system(),
            version: "test"
        )
        #expect(
            Mirror(reflecting: configuration).children.compactMap(\.label) == [
                "world", "worldYAML", "clock", "randomness", "dataDirectory", "authorityPEM", "version",
                "denials", "dialect", "temporaryFolder", "files", "worldFolder",
                // It asks more of whoever sends control requests, and lets nobody in.
                "controlToken",
            ]
        )
    }
}
