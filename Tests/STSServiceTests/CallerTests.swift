import AWSCore
import AWSProtocols
import Foundation
import IAM
import STSService
import Testing
import World

@Suite("Who may call STS")
struct CallerTests {
    private let guest = "arn:aws:sts::123456789012:federated-user/guest"

    @Test("everyone may ask who it is")
    func identity() throws {
        let bench = try Bench()
        let deployer = try bench.session(AssumeRole.self, assuming("deployer"))
        let federated = try bench.session(GetFederationToken.self, [("Name", "guest")])
        let expected: [(Bench.Caller, String, String)] = [
            (.user("alice"), "arn:aws:iam::123456789012:user/team/alice", "AIDA"),
            (.root(), "arn:aws:iam::123456789012:root", "123456789012"),
            (.session(deployer), "arn:aws:sts::123456789012:assumed-role/deployer/session-1", "AROA"),
            (.session(federated), guest, "123456789012:guest"),
            (.session(try bench.session(GetSessionToken.self)), "arn:aws:iam::123456789012:user/team/alice", "AIDA"),
        ]
        for (caller, arn, prefix) in expected {
            let result = try bench.perform(GetCallerIdentity.self, as: caller)
            #expect(result.members.map(\.name) == ["Arn", "UserId", "Account"])
            #expect(result["Arn"]?.text == arn)
            #expect(result["UserId"]?.text?.hasPrefix(prefix) == true)
            #expect(result["Account"]?.text == Bench.account)
        }
    }

    @Test("sessions of any kind make no sessions of their own")
    func sessions() throws {
        let bench = try Bench()
        let sessions = [
            try bench.session(GetSessionToken.self), try bench.session(AssumeRole.self, assuming("deployer")),
            try bench.session(GetFederationToken.self, [("Name", "guest")]),
            try bench.session(GetSessionToken.self, as: .root()), try Self.rootSession(bench),
        ]
        for session in sessions {
            #expect(
                bench.refusal(GetSessionToken.self, as: .session(session))
                    == refusal(403, "AccessDenied", "Cannot call GetSessionToken with session credentials")
            )
            #expect(
                bench.refusal(GetFederationToken.self, [("Name", "guest")], as: .session(session))
                    == refusal(403, "AccessDenied", "Cannot call GetFederationToken with session credentials")
            )
        }
    }

    @Test("federated users may ask nothing else, whatever their policies say")
    func federated() throws {
        let bench = try Bench()
        let all = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
        let session = try bench.session(GetFederationToken.self, [("Name", "guest"), ("Policy", all)])
        let caller = Bench.Caller.session(session)
        #expect(
            bench.refusal(AssumeRole.self, assuming("untagged"), as: caller)
                == denied(guest, "sts:AssumeRole", Bench.role("untagged"))
        )
        #expect(
            bench.refusal(GetAccessKeyInfo.self, [("AccessKeyId", "AKIAALICEALICEALICE1")], as: caller)
                == denied(guest, "sts:GetAccessKeyInfo", "*")
        )
        #expect(
            bench.refusal(DecodeAuthorizationMessage.self, [("EncodedMessage", "x")], as: caller)
                == denied(guest, "sts:DecodeAuthorizationMessage", "*")
        )
        let token = [("Audience.member.1", "example"), ("SigningAlgorithm", "RS256")]
        #expect(
            bench.refusal(GetWebIdentityToken.self, token, as: caller) == denied(guest, "sts:GetWebIdentityToken", "*")
        )
    }

    @Test("credentials of GetSessionToken may assume roles, and no more")
    func sessionToken() throws {
        let bench = try Bench()
        let caller = Bench.Caller.session(try bench.session(GetSessionToken.self))
        _ = try bench.perform(AssumeRole.self, assuming("deployer"), as: caller)
        #expect(
            bench.refusal(GetAccessKeyInfo.self, [("AccessKeyId", "AKIAALICEALICEALICE1")], as: caller)
                == refusal(403, "AccessDenied", "Cannot call GetAccessKeyInfo with session credentials")
        )
        #expect(
            bench.refusal(DecodeAuthorizationMessage.self, [("EncodedMessage", "x")], as: caller)
                == refusal(403, "AccessDenied", "Cannot call DecodeAuthorizationMessage with session credentials")
        )
    }

    @Test("role sessions may look up keys and decode messages")
    func roleSession() throws {
        let bench = try Bench()
        let caller = Bench.Caller.session(try bench.session(AssumeRole.self, assuming("deployer")))
        _ = try bench.perform(GetAccessKeyInfo.self, [("AccessKeyId", "AKIAALICEALICEALICE1")], as: caller)
        #expect(
            bench.refusal(DecodeAuthorizationMessage.self, [("EncodedMessage", "x")], as: caller)?.code
                == "InvalidAuthorizationMessageException"
        )
    }

    @Test("a call that nobody signed gets nothing that a signature is needed for")
    func nobody() throws {
        let bench = try Bench()
        #expect(bench.refusal(GetCallerIdentity.self, as: .nobody)?.code == "InternalFailure")
        #expect(bench.refusal(GetSessionToken.self, as: .nobody)?.code == "InternalFailure")
        #expect(bench.refusal(AssumeRole.self, assuming("deployer"), as: .nobody)?.code == "InternalFailure")
    }

    @Test("every operation says what it asks IAM, or why nothing")
    func permissions() {
        let operations: [any STSOperation.Type] = [
            AssumeRole.self, AssumeRoleWithSAML.self, AssumeRoleWithWebIdentity.self, AssumeRoot.self,
            DecodeAuthorizationMessage.self, GetAccessKeyInfo.self, GetCallerIdentity.self, GetFederationToken.self,
            GetSessionToken.self, GetWebIdentityToken.self,
        ]
        for operation in operations {
            switch operation.permission {
            case .actions(let actions): #expect(actions.first == "sts:" + operation.name)
            case .noPermissionNeeded(let reason): #expect(reason.contains(operation.name))
            }
        }
        #expect(
            operations.filter { $0.isUnsigned }.map { $0.name } == ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]
        )
    }

    private static func rootSession(_ bench: Bench) throws -> Session {
        try bench.session(
            AssumeRoot.self,
            [("TargetPrincipal", Bench.other), ("TaskPolicyArn.arn", TestWorld.rootTask)]
        )
    }
}
