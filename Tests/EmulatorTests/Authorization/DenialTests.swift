import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import IAM
import Testing
import World

@Suite("Denials, layer by layer and surface by surface")
struct DenialTests {
    /// One way to be refused, and how the sentence ends.
    struct Cause: Sendable, CustomTestStringConvertible {
        let layer: PolicyLayer
        let isExplicit: Bool
        /// With ACTION for the action.
        let ending: String
        /// ``EventDecision/reason``.
        let reason: String

        var testDescription: String { "\(layer.rawValue) \(isExplicit ? "denies" : "is silent")" }
    }

    static let causes = [
        Cause(
            layer: .serviceControl,
            isExplicit: false,
            ending: " because no service control policy allows the ACTION action",
            reason: "serviceControlPolicySilent"
        ),
        Cause(
            layer: .endpoint,
            isExplicit: false,
            ending: " because no VPC endpoint policy allows the ACTION action",
            reason: "endpointPolicySilent"
        ),
        Cause(
            layer: .boundary,
            isExplicit: false,
            ending: " because no permissions boundary allows the ACTION action",
            reason: "permissionsBoundarySilent"
        ),
        Cause(
            layer: .session,
            isExplicit: false,
            ending: " because no session policy allows the ACTION action",
            reason: "sessionPolicySilent"
        ),
        Cause(
            layer: .scopeDown,
            isExplicit: false,
            ending: " because no scope down policy allows the ACTION action",
            reason: "scopeDownPolicySilent"
        ),
        Cause(
            layer: .identity,
            isExplicit: false,
            ending: " because no identity-based policy allows the ACTION action",
            reason: "identityPolicySilent"
        ),
        Cause(
            layer: .serviceControl,
            isExplicit: true,
            ending: " with an explicit deny in a service control policy: "
                + "arn:aws:organizations::210987654321:policy/o-benchbench/service_control_policy/p-v00bc5lo",
            reason: "explicitDenyInServiceControlPolicy"
        ),
        Cause(
            layer: .resourceControl,
            isExplicit: true,
            ending: " with an explicit deny in a resource control policy: "
                + "arn:aws:organizations::210987654321:policy/o-benchbench/resource_control_policy/p-qyzfum4f",
            reason: "explicitDenyInResourceControlPolicy"
        ),
        Cause(
            layer: .endpoint,
            isExplicit: true,
            ending: " with an explicit deny in a VPC endpoint policy",
            reason: "explicitDenyInEndpointPolicy"
        ),
        Cause(
            layer: .boundary,
            isExplicit: true,
            ending: " with an explicit deny in a permissions boundary: arn:aws:iam::123456789012:policy/edge",
            reason: "explicitDenyInPermissionsBoundary"
        ),
        Cause(
            layer: .session,
            isExplicit: true,
            ending: " with an explicit deny in a session policy",
            reason: "explicitDenyInSessionPolicy"
        ),
        Cause(
            layer: .scopeDown,
            isExplicit: true,
            ending: " with an explicit deny in a scope down policy",
            reason: "explicitDenyInScopeDownPolicy"
        ),
        Cause(
            layer: .identity,
            isExplicit: true,
            ending: " with an explicit deny in an identity-based policy",
            reason: "explicitDenyInIdentityPolicy"
        ),
        Cause(
            layer: .resource,
            isExplicit: true,
            ending: " with an explicit deny in a resource-based policy",
            reason: "explicitDenyInResourcePolicy"
        ),
    ]

    private static let actions = #"["ecr:DescribeRepositories","ecr:BatchGetImage","sts:GetAccessKeyInfo"]"#
    private static let repository = "arn:aws:ecr:us-east-1:123456789012:repository/app"

    @Test("ECR says AccessDeniedException", arguments: causes)
    func ecr(_ cause: Cause) async throws {
        let bench = try Self.bench(cause)
        let caller = try await Self.caller(cause, bench)
        let answer = try await bench.ecr(
            "DescribeRepositories",
            #"{"repositoryNames":["app"]}"#,
            as: caller.credentials,
            host: cause.host("api.ecr")
        )
        let sentence = Self.sentence(caller.arn, "ecr:DescribeRepositories", Self.repository, cause)
        #expect(answer.body == #"{"__type":"AccessDeniedException","message":"\#(sentence)"}"#)
        #expect(answer.status == 400)
        try Self.expectEvent(of: cause, sentence, in: bench)
    }

    @Test("the registry says DENIED", arguments: causes)
    func registry(_ cause: Cause) async throws {
        let bench = try Self.bench(cause)
        let caller = try await Self.caller(cause, bench)
        let basic = try await bench.basic(as: caller.credentials)
        let host = cause.host("dkr.ecr", otherwise: "123456789012.dkr.ecr.us-east-1.amazonaws.com")
        let answer = try await bench.registry("GET", "/v2/app/manifests/latest", authorization: basic, host: host)
        let sentence = Self.sentence(caller.arn, "ecr:BatchGetImage", Self.repository, cause)
        #expect(answer.body == #"{"errors":[{"code":"DENIED","message":"\#(sentence)"}]}"# + "\n")
        #expect(answer.status == 403)
        #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
        #expect(answer.headers["docker-distribution-api-version"] == "registry/2.0")
        try Self.expectEvent(of: cause, sentence, in: bench)
    }

    @Test("STS says AccessDenied", arguments: causes.filter { $0.layer != .resource })
    func sts(_ cause: Cause) async throws {
        let bench = try Self.bench(cause)
        let caller = try await Self.caller(cause, bench)
        let answer = try await bench.sts(
            "GetAccessKeyInfo",
            [("AccessKeyId", TestBench.alice.key)],
            as: caller.credentials,
            host: cause.host("sts")
        )
        let sentence = Self.sentence(caller.arn, "sts:GetAccessKeyInfo", "*", cause)
        #expect(answer.stsError == refusal(403, "AccessDenied", sentence))
        try Self.expectEvent(of: cause, sentence, in: bench)
    }

    @Test("the same calls pass where nothing objects")
    func allowed() async throws {
        let bench = try TestBench { world in
            world.addEndpoint(policy: nil)
            world.organize { _ in }
        }
        let body = #"{"repositoryNames":["app"]}"#
        #expect(try await bench.ecr("DescribeRepositories", body).status == 200)
        #expect(
            try await bench.ecr("DescribeRepositories", body, host: Cause.endpointHost("api.ecr")).status == 200
        )
        #expect(try await bench.sts("GetAccessKeyInfo", [("AccessKeyId", TestBench.alice.key)]).status == 200)
        let answer = try await bench.registry("GET", "/v2/app/manifests/latest", authorization: bench.basic())
        #expect(try answer.registryError().code == "MANIFEST_UNKNOWN")
    }

    @Test("another account's repository needs that account's consent, of its repository's or its registry's policy")
    func acrossAccounts() async throws {
        let arn = "arn:aws:ecr:us-east-1:210987654321:repository/other"
        let host = "210987654321.dkr.ecr.us-east-1.amazonaws.com"
        let silence = "User: arn:aws:iam::123456789012:user/team/alice is not authorized to perform: "
        let body = #"{"registryId":"210987654321","repositoryNames":["other"]}"#
        let bench = try TestBench()
        #expect(
            try await bench.ecr("DescribeRepositories", body).ecrError
                == refusal(
                    400,
                    "AccessDeniedException",
                    silence + "ecr:DescribeRepositories on resource: \(arn) because no resource-based policy allows "
                        + "the ecr:DescribeRepositories action"
                )
        )
        let denied = try await bench.registry("HEAD", "/v2/other/blobs/x", authorization: bench.basic(), host: host)
        #expect(
            try denied.registryError()
                == refusal(
                    403,
                    "DENIED",
                    silence + "ecr:BatchCheckLayerAvailability on resource: \(arn) because no resource-based policy "
                        + "allows the ecr:BatchCheckLayerAvailability action"
                )
        )
        let grant = #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"ecr:*"#
        let consents: [(inout World) throws -> Void] = [
            { world in
                world.protect("other", of: Bench.stranger, with: try .of(.repository, grant + #""}"#))
            },
            { world in
                world[Bench.stranger].registries[Bench.region]?.settings.policy = try .of(
                    .registry,
                    grant + #"","Resource":"arn:aws:ecr:us-east-1:210987654321:repository/*"}"#
                )
            },
        ]
        for consent in consents {
            let bench = try TestBench(edit: consent)
            #expect(try await bench.ecr("DescribeRepositories", body).status == 200)
            let path = "/v2/other/blobs/sha256:" + String(repeating: "0", count: 64)
            let known = try await bench.registry("HEAD", path, authorization: bench.basic(), host: host)
            #expect(try known.registryError().code == "BLOB_UNKNOWN")
            // The caller's own side still has to allow.
            let bob = try await bench.ecr("DescribeRepositories", body, as: TestBench.bob).ecrError
            #expect(
                bob.message.hasSuffix(" because no identity-based policy allows the ecr:DescribeRepositories action")
            )
        }
    }

    @Test(
        "a role that may not be assumed has one sentence, whatever the cause",
        arguments: ["identity", "boundary", "trust", "trustDeny", "absent", "serviceControl", "session"]
    )
    func assumeRole(cause: String) async throws {
        let forbidding = #"{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}"#
        let all = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
        let trusting = #"{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}"#
        let bench = try TestBench { world in
            try world.update(role: "delegated") { $0.trustPolicy = try .of(.trust, trusting) }
            switch cause {
            case "identity": try world.update(user: "alice") { $0.attachedPolicies = [] }
            case "boundary":
                let edge = world.manage("edge", try .of(.identity, all, forbidding))
                try world.update(user: "alice") { $0.permissionsBoundary = edge }
            case "trust":
                try world.update(role: "delegated") {
                    $0.trustPolicy = try .of(.trust, trusting.replacing("123456789012", with: "210987654321"))
                }
            case "trustDeny":
                try world.update(role: "delegated") {
                    $0.trustPolicy = try .of(.trust, trusting, trusting.replacing("Allow", with: "Deny"))
                }
            case "serviceControl":
                try world.organize { $0.serviceControlPolicies["no-roles"] = try .of(.serviceControl, forbidding) }
            default: break
            }
        }
        let role = "arn:aws:iam::123456789012:role/\(cause == "absent" ? "none" : "delegated")"
        var caller = TestBench.alice
        var arn = "arn:aws:iam::123456789012:user/team/alice"
        if cause == "session" {
            let policy = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#
            caller = try await bench.assume("deployer", [("Policy", policy)]).credentials()
            arn = "arn:aws:sts::123456789012:assumed-role/deployer/session-1"
        }
        #expect(
            try await bench.assume(role, as: caller).stsError
                == refusal(
                    403,
                    "AccessDenied",
                    "User: \(arn) is not authorized to perform: sts:AssumeRole on resource: \(role)"
                )
        )
        if cause != "session" {
            // Root of the evil: the same call passes where nothing was changed.
            let free = try TestBench { world in
                try world.update(role: "delegated") { $0.trustPolicy = try .of(.trust, trusting) }
            }
            #expect(try await free.assume("delegated").status == 200)
        }
    }

    @Test("several questions are asked in order, and the first refusal counts")
    func several() async throws {
        let bench = try TestBench { world in
            try world.update(user: "alice") {
                $0.attachedPolicies = []
                $0.inlinePolicies["most"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:CreateRepository","Resource":"*"}"#,
                    #"{"Effect":"Allow","Action":"ecr:DescribeRepositories","Resource":"arn:aws:ecr:*:*:repository/app"}"#
                )
            }
        }
        #expect(try await bench.ecr("CreateRepository", #"{"repositoryName":"plain"}"#).status == 200)
        let tagged = try await bench.ecr(
            "CreateRepository",
            #"{"repositoryName":"x1","tags":[{"Key":"k","Value":"v"}]}"#
        )
        #expect(
            tagged.ecrError.message
                == "User: arn:aws:iam::123456789012:user/team/alice is not authorized to perform: ecr:TagResource on "
                + "resource: arn:aws:ecr:us-east-1:123456789012:repository/x1 because no identity-based policy allows "
                + "the ecr:TagResource action"
        )
        let named = try await bench.ecr("DescribeRepositories", #"{"repositoryNames":["app","b1","c1"]}"#)
        #expect(named.ecrError.message.contains("on resource: arn:aws:ecr:us-east-1:123456789012:repository/b1 "))
        #expect(bench.emulator.events().last?.decision?.resource.hasSuffix("/b1") == true)
    }

    /// What the world and whoever starts the emulator say about denials, and what comes of it.
    struct Form: Sendable {
        var world: String?
        var asked: DenialForm?
        let namesPolicies: Bool
    }

    @Test(
        "explicit denials name the policy's ARN, unless the world or whoever starts the emulator wants the older form",
        arguments: [
            Form(namesPolicies: true), Form(world: "2025", namesPolicies: false),
            Form(world: "2026", namesPolicies: true),
            Form(asked: .of2025, namesPolicies: false), Form(asked: .of2026, namesPolicies: true),
            Form(world: "2025", asked: .of2026, namesPolicies: true),
            Form(world: "2026", asked: .of2025, namesPolicies: false),
        ]
    )
    func namedPolicies(_ form: Form) async throws {
        let yaml = (form.world.map { "denials: \($0)\n" } ?? "") + TestBench.worldYAML
        let bench = try TestBench(worldYAML: yaml, denials: form.asked) { world in
            let document = try PolicyDocument.of(
                .identity,
                #"{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}"#,
                #"{"Effect":"Deny","NotAction":"ecr:GetAuthorizationToken","Resource":"*"}"#
            )
            let edge = world.manage("edge", document)
            try world.update(user: "alice") { $0.permissionsBoundary = edge }
        }
        let name = form.namesPolicies ? ": arn:aws:iam::123456789012:policy/edge" : ""
        let ending = " with an explicit deny in a permissions boundary" + name
        #expect(try await bench.ecr("DescribeRegistry").ecrError.message.hasSuffix(ending))
        let key = [("AccessKeyId", TestBench.alice.key)]
        #expect(try await bench.sts("GetAccessKeyInfo", key).stsError.message.hasSuffix(ending))
        let basic = try await bench.basic()
        let pull = try await bench.registry("GET", "/v2/app/manifests/latest", authorization: basic)
        #expect(try pull.registryError().message.hasSuffix(ending))
        // Whoever looks afterwards reads the same.
        let event = try #require(bench.emulator.lastDenied)
        let sentence = try pull.registryError().message
        #expect(event.errorMessage == sentence)
        #expect(bench.emulator.explanation(ofEvent: event.sequence)?.sentence == sentence)
        let (_, explanation) = try bench.emulator.simulate(
            principal: "alice",
            action: "ecr:BatchGetImage",
            resource: Self.repository
        )
        #expect(explanation.sentence == sentence)
        // Without a reason there is no name either.
        #expect(try await bench.assume("deployer").stsError.message.hasSuffix(":role/deployer"))
    }

    // MARK: -

    private static func bench(_ cause: Cause) throws -> TestBench {
        let silent = #"{"Effect":"Allow","NotAction":\#(actions),"Resource":"*"}"#
        let all = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
        let denying = #"{"Effect":"Deny","Action":\#(actions),"Resource":"*"}"#
        func document(_ kind: PolicyKind) throws -> PolicyDocument {
            try cause.isExplicit ? .of(kind, all, denying) : .of(kind, silent)
        }
        return try TestBench { world in
            world.addEndpoint(policy: nil)
            switch cause.layer {
            case .serviceControl:
                try world.organize { level in
                    level.hasFullAccess = false
                    level.serviceControlPolicies["limits"] = try document(.serviceControl)
                }
            case .resourceControl:
                try world.organize { level in
                    level.resourceControlPolicies["limits"] = try .of(
                        .resourceControl,
                        #"{"Effect":"Deny","Principal":"*","Action":\#(actions),"Resource":"*"}"#
                    )
                }
            case .endpoint:
                let principal = #""Principal":"*","Action""#
                func open(_ statement: String) -> String {
                    statement.replacing(#""Action""#, with: principal)
                        .replacing(#""NotAction""#, with: #""Principal":"*","NotAction""#)
                }
                world.addEndpoint(
                    policy: try cause.isExplicit
                        ? .of(.endpoint, open(all), open(denying)) : .of(.endpoint, open(silent))
                )
            case .boundary:
                let edge = world.manage("edge", try document(.identity))
                try world.update(user: "alice") { $0.permissionsBoundary = edge }
            case .session, .scopeDown:
                break
            case .identity:
                try world.update(user: "alice") {
                    $0.attachedPolicies = []
                    $0.inlinePolicies["limits"] = try document(.identity)
                }
            case .resource:
                world.protect(
                    "app",
                    of: Bench.account,
                    with: try .of(
                        .repository,
                        #"{"Effect":"Deny","Principal":"*","Action":["ecr:DescribeRepositories","ecr:BatchGetImage"]}"#
                    )
                )
            }
        }
    }

    private static func caller(
        _ cause: Cause,
        _ bench: TestBench
    ) async throws -> (credentials: TestBench.Credentials, arn: String) {
        guard cause.layer == .session || cause.layer == .scopeDown else {
            return (TestBench.alice, "arn:aws:iam::123456789012:user/team/alice")
        }
        let statement =
            cause.isExplicit
            ? #"[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":\#(actions),"Resource":"*"}]"#
            : #"{"Effect":"Allow","NotAction":\#(actions),"Resource":"*"}"#
        let policy = #"{"Version":"2012-10-17","Statement":\#(statement)}"#
        let arn = "arn:aws:sts::123456789012:assumed-role/deployer/session-1"
        let passed = [("Policy", policy)]
        guard cause.layer == .scopeDown else {
            return (try await bench.assume("deployer", passed).credentials(), arn)
        }
        let whole = try await bench.assume("deployer").credentials()
        return (try await bench.session("GetScopedCredentials", passed, as: whole), arn)
    }

    private static func sentence(_ arn: String, _ action: String, _ resource: String, _ cause: Cause) -> String {
        "User: \(arn) is not authorized to perform: \(action) on resource: \(resource)"
            + cause.ending.replacing("ACTION", with: action)
    }

    private static func expectEvent(of cause: Cause, _ sentence: String, in bench: TestBench) throws {
        let event = try #require(bench.emulator.events().last)
        #expect(event.decision?.verdict == "deny")
        #expect(event.decision?.reason == cause.reason)
        #expect(event.decision?.statements.isEmpty == !cause.isExplicit)
        #expect(event.errorMessage == sentence)
        #expect(bench.emulator.lastDenied?.sequence == event.sequence)
        let explanation = try #require(bench.emulator.explanation(ofEvent: event.sequence))
        #expect(explanation.sentence == sentence)
        #expect(!explanation.report.isEmpty)
    }
}

extension DenialTests.Cause {
    static func endpointHost(_ service: String) -> String {
        "\(Bench.endpoint)-abcdefgh.\(service).us-east-1.vpce.amazonaws.com"
    }

    /// The host of a service, through the endpoint where the endpoint is the cause.
    func host(_ service: String, otherwise: String? = nil) -> String {
        layer == .endpoint ? Self.endpointHost(service) : otherwise ?? "\(service).us-east-1.amazonaws.com"
    }
}
