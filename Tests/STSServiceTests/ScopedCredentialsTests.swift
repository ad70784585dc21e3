import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import STSService
import Testing
import World

@Suite("Sessions that are narrowed by GetScopedCredentials")
struct ScopedCredentialsTests {
    private static let everything = #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#

    private static func allowing(_ action: String) -> (String, String) {
        (
            "Policy",
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["\#(action)","sts:*"],"Resource":"*"}}"#
        )
    }

    private let bench: Bench
    private let session: Session

    init() throws {
        bench = try Bench()
        session = try bench.session(
            AssumeRole.self,
            assuming("deployer", [("DurationSeconds", "3600"), ("Tags.member.1.Key", "team")])
                + [("Tags.member.1.Value", "blue"), ("SourceIdentity", "alice")]
        )
    }

    @Test("stay who they are: principal, session name, tags, source identity")
    func identity() throws {
        let result = try bench.perform(
            GetScopedCredentials.self,
            [Self.allowing("ecr:*"), ("ScopedSessionDescription", "pull only")],
            as: .session(session)
        )
        #expect(
            result.members.map(\.name) == ["Credentials", "SessionInfo", "ScopedPoliciesCount", "SourceIdentity"]
        )
        #expect(result["ScopedPoliciesCount"]?.integer == 1)
        #expect(result["SourceIdentity"]?.text == "alice")
        #expect(result["SessionInfo"]?["Arn"]?.text == bench.world.arn(of: session.principal).description)
        #expect(result["SessionInfo"]?["ScopedSessionId"]?.text == bench.world.userID(of: session.principal))
        let key = try #require(result["Credentials"]?["AccessKeyId"]?.text.flatMap { AccessKeyID($0) })
        let scoped = try #require(bench.world.session(key))
        #expect(scoped.accessKeyID != session.accessKeyID)
        #expect(scoped.kind == .assumedRole && scoped.principal == session.principal)
        #expect(scoped.tags == ["team": "blue"] && scoped.sourceIdentity == "alice")
    }

    @Test("end with the session that called, or before it")
    func lifetime() throws {
        bench.clock.advance(by: 600)
        let inherited = try bench.session(
            GetScopedCredentials.self,
            [Self.allowing("ecr:*")],
            as: .session(session)
        )
        #expect(inherited.expiration == session.expiration)
        let short = try bench.session(
            GetScopedCredentials.self,
            [("DurationSeconds", "1")],
            as: .session(session)
        )
        #expect(short.expiration == bench.clock.now.addingTimeInterval(1))
        #expect(short.scopeDownPolicies.isEmpty)
        let whole = [("DurationSeconds", "3000")]
        #expect(
            try bench.session(GetScopedCredentials.self, whole, as: .session(session)).expiration == session.expiration
        )
        #expect(
            bench.refusal(GetScopedCredentials.self, [("DurationSeconds", "3001")], as: .session(session))
                == refusal(
                    400,
                    "InsufficientSessionLifetime",
                    "The requested DurationSeconds is greater than the remaining lifetime of the calling session."
                )
        )
    }

    @Test("are narrowed three times at most, and each policy must allow")
    func layers() throws {
        var narrowed = session
        for (count, action) in [(1, "ecr:*"), (2, "ecr:Get*"), (3, "ecr:GetAuthorizationToken")] {
            narrowed = try bench.session(
                GetScopedCredentials.self,
                [Self.allowing(action)],
                as: .session(narrowed)
            )
            #expect(narrowed.scopeDownPolicies.count == count)
        }
        let profile = try #require(
            bench.world.callerProfile(of: narrowed.principal, session: narrowed.accessKeyID)
        )
        #expect(
            profile.policies.scopeDown.map(\.name) == [
                "scope down policy 1 of the session", "scope down policy 2 of the session",
                "scope down policy 3 of the session",
            ]
        )
        #expect(
            bench.refusal(GetScopedCredentials.self, [Self.allowing("*")], as: .session(narrowed))
                == refusal(403, "AccessDenied", "A session cannot have more than 3 scope down policies.")
        )
        let shorter = try bench.session(
            GetScopedCredentials.self,
            [("DurationSeconds", "60")],
            as: .session(narrowed)
        )
        #expect(shorter.scopeDownPolicies.count == 3)
    }

    @Test("need a permission that no policy on the way withholds")
    func permission() throws {
        let mute = ("Policy", #"{"Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#)
        let narrowed = try bench.session(GetScopedCredentials.self, [mute], as: .session(session))
        let arn = bench.world.arn(of: session.principal).description
        #expect(
            bench.refusal(GetScopedCredentials.self, [("DurationSeconds", "60")], as: .session(narrowed))
                == refusal(
                    403,
                    "AccessDenied",
                    "User: \(arn) is not authorized to perform: sts:GetScopedCredentials on resource: * because no "
                        + "scope down policy allows the sts:GetScopedCredentials action"
                )
        )
    }

    @Test("are made of any session's credentials, and of no access key of a user or of root")
    func callers() throws {
        let policy = Self.allowing("ecr:*")
        let own = try bench.session(GetSessionToken.self)
        let guest = try bench.session(GetFederationToken.self, [("Name", "guest"), ("Policy", Self.everything)])
        for caller in [own, guest] {
            let scoped = try bench.session(GetScopedCredentials.self, [policy], as: .session(caller))
            #expect(scoped.principal == caller.principal && scoped.kind == caller.kind)
        }
        for caller in [Bench.Caller.user("alice"), .root()] {
            #expect(
                bench.refusal(GetScopedCredentials.self, [policy], as: caller)
                    == refusal(
                        400,
                        "InvalidSubjectCredentials",
                        "The session used to call GetScopedCredentials is not a valid session."
                    )
            )
        }
        var global = bench
        global.isGlobal = true
        #expect(
            global.refusal(GetScopedCredentials.self, [policy], as: .session(session))
                == STSError.notOnGlobalEndpoint("GetScopedCredentials")
        )
    }

    @Test("need something to narrow by, which is a policy that IAM can read")
    func parameters() throws {
        #expect(
            bench.refusal(GetScopedCredentials.self, [], as: .session(session))
                == refusal(
                    400,
                    "ValidationError",
                    "At least one of Policy and DurationSeconds must be specified."
                )
        )
        for (policy, code) in [
            ("{}", "MalformedPolicyDocument"), ("x", "MalformedPolicyDocument"),
            (
                #"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#,
                "MalformedPolicyDocument"
            ),
        ] {
            let refused = bench.refusal(GetScopedCredentials.self, [("Policy", policy)], as: .session(session))
            #expect(refused?.answer.code == code && refused?.answer.status == 400, "\(policy)")
        }
    }

    @Test("do not hand their narrowing down to roles that they assume")
    func assumed() throws {
        let narrowed = try bench.session(
            GetScopedCredentials.self,
            [Self.allowing("ecr:*")],
            as: .session(try bench.session(GetSessionToken.self))
        )
        let assumed = try bench.session(AssumeRole.self, assuming("deployer"), as: .session(narrowed))
        #expect(assumed.scopeDownPolicies.isEmpty)
    }

    @Test("are kept with what narrows them")
    func stored() throws {
        let narrowed = try bench.session(
            GetScopedCredentials.self,
            [Self.allowing("ecr:*")],
            as: .session(session)
        )
        let read = try JSONDecoder().decode(Session.self, from: try JSONEncoder().encode(narrowed))
        #expect(read == narrowed)
    }
}
