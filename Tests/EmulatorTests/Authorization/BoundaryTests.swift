import AWSCore
import AWSProtocols
import Emulator
import IAM
import Testing
import World

/// What a permissions boundary changes about the policy of a repository, for every kind of credentials behind which a
/// user or role with one stands.
@Suite("A permissions boundary and a repository's policy")
struct BoundaryTests {
    /// Whose credentials are used, and who stands behind them.
    enum Credentials: String, CaseIterable {
        case key, sessionToken, federatedUser, role
    }

    private static let everything = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
    private static let listed = [
        "arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/team/alice",
        "arn:aws:sts::123456789012:federated-user/guest", "arn:aws:iam::123456789012:role/deployer",
        "arn:aws:sts::123456789012:assumed-role/deployer/session-1",
    ]

    /// - Parameters:
    ///   - boundary: of alice and of the role; none where it is nil.
    ///   - policy: of the repository `app`.
    private static func bench(boundary: String?, policy: String) throws -> TestBench {
        try TestBench { world in
            if let boundary {
                let arn = world.manage("edge", try .of(.identity, boundary))
                try world.update(user: "alice") { $0.permissionsBoundary = arn }
                try world.update(role: "deployer") { $0.permissionsBoundary = arn }
            }
            world.protect("app", of: Bench.account, with: try .of(.repository, policy))
        }
    }

    private static func credentials(_ kind: Credentials, _ bench: TestBench) async throws -> TestBench.Credentials {
        switch kind {
        case .key: return TestBench.alice
        case .sessionToken: return try await bench.session("GetSessionToken")
        case .federatedUser:
            let policy = "{\"Version\":\"2012-10-17\",\"Statement\":\(everything)}"
            return try await bench.session("GetFederationToken", [("Name", "guest"), ("Policy", policy)])
        case .role: return try await bench.assume("deployer").credentials()
        }
    }

    /// The messages of an API call and of a registry call about `app`; nil for one that is allowed.
    private static func refusals(_ kind: Credentials, _ bench: TestBench) async throws -> [String?] {
        let credentials = try await credentials(kind, bench)
        let call = try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#, as: credentials)
        let pull = try await bench.registry(
            "GET",
            "/v2/app/manifests/latest",
            authorization: try await bench.basic(as: credentials)
        )
        return [
            call.status == 200 ? nil : call.ecrError.message,
            pull.status == 404 ? nil : try pull.registryError().message,
        ]
    }

    @Test("Deny with NotPrincipal spares the listed, unless they have a boundary", arguments: Credentials.allCases)
    func notPrincipal(_ kind: Credentials) async throws {
        let names = Self.listed.map { "\"\($0)\"" }.joined(separator: ",")
        let policy = "{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\(names)]},\"Action\":\"ecr:*\"}"
        #expect(try await Self.refusals(kind, Self.bench(boundary: nil, policy: policy)) == [nil, nil])
        for refusal in try await Self.refusals(kind, Self.bench(boundary: Self.everything, policy: policy)) {
            #expect(refusal?.hasSuffix(" with an explicit deny in a resource-based policy") == true)
        }
        let byCondition =
            #"{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":["#
            + "\(names)]}}}"
        #expect(
            try await Self.refusals(kind, Self.bench(boundary: Self.everything, policy: byCondition)) == [nil, nil]
        )
    }

    @Test("A policy that names the user passes its boundary over, but not that of its federated users")
    func namedUser() async throws {
        // Neither the boundary nor anything but the repository's policy allows what is asked about the repository.
        let boundary = #"{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","sts:*"],"Resource":"*"}"#
        let policy =
            #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/team/alice"},"Action":"ecr:*"}"#
        let bench = try Self.bench(boundary: boundary, policy: policy)
        for kind in [Credentials.key, .sessionToken] {
            #expect(try await Self.refusals(kind, bench) == [nil, nil], "\(kind)")
        }
        for refusal in try await Self.refusals(.federatedUser, bench) {
            #expect(refusal?.contains(" because no permissions boundary allows the ecr:") == true)
        }
        let unbounded = try Self.bench(boundary: nil, policy: policy)
        #expect(try await Self.refusals(.federatedUser, unbounded) == [nil, nil])
    }

    @Test("A policy that names the federated user passes the boundary of its issuer over")
    func namedFederatedUser() async throws {
        let boundary = #"{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","sts:*"],"Resource":"*"}"#
        let policy = """
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::123456789012:federated-user/guest"},"Action":"ecr:*"}
            """
        let bench = try Self.bench(boundary: boundary, policy: policy)
        #expect(try await Self.refusals(.federatedUser, bench) == [nil, nil])
    }
}
