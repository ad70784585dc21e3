import AWSCore
import AWSProtocols
import IAM
import STSService
import Testing
import World

@Suite("Session tags")
struct SessionTagTests {
    private func tags(_ tags: [(String, String)], transitive: [String] = []) -> [(String, String)] {
        tags.enumerated().flatMap { index, tag in
            [("Tags.member.\(index + 1).Key", tag.0), ("Tags.member.\(index + 1).Value", tag.1)]
        } + transitive.enumerated().map { ("TransitiveTagKeys.member.\($0 + 1)", $1) }
    }

    @Test("are asked about apart, with their values")
    func questions() throws {
        let bench = try Bench()
        let parameters = assuming("deployer", tags([("team", "blue"), ("Cost", "1")], transitive: ["team"]))
        let questions = try bench.questions(AssumeRole.self, parameters)
        #expect(questions.map(\.action) == ["sts:AssumeRole", "sts:TagSession"])
        for question in questions {
            #expect(question.context["aws:RequestTag/team"] == ["blue"])
            #expect(question.context["aws:RequestTag/Cost"] == ["1"])
            #expect(question.context["aws:TagKeys"] == ["team", "Cost"])
            #expect(question.context["sts:TransitiveTagKeys"] == ["team"])
        }
        #expect(
            bench.refusal(AssumeRole.self, assuming("untagged", tags([("team", "blue")])))
                == denied("arn:aws:iam::123456789012:user/team/alice", "sts:TagSession", Bench.role("untagged"))
        )
    }

    @Test("are what a trust policy asks for, or the role is not assumed")
    func conditions() throws {
        let bench = try Bench()
        _ = try bench.perform(AssumeRole.self, assuming("tagged", tags([("team", "blue")])))
        for wrong in [[("team", "red")], [("team", "blue"), ("more", "x")], []] {
            #expect(bench.refusal(AssumeRole.self, assuming("tagged", tags(wrong)))?.code == "AccessDenied")
        }
    }

    @Test("go over the role's own in the session")
    func values() throws {
        let bench = try Bench()
        let session = try bench.session(AssumeRole.self, assuming("deployer", tags([("Team", "blue"), ("empty", "")])))
        #expect(session.tags == ["Team": "blue", "empty": ""])
        let profile = bench.world.callerProfile(of: session.principal, session: session.accessKeyID)
        #expect(profile?.context["aws:PrincipalTag/team"] == ["blue"])
    }

    @Test("have keys that differ, whatever their case, and are not AWS's")
    func keys() throws {
        let bench = try Bench()
        #expect(
            bench.refusal(AssumeRole.self, assuming("deployer", tags([("team", "a"), ("TEAM", "b")])))
                == refusal(
                    400,
                    "InvalidParameterValue",
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive."
                )
        )
        for key in ["aws:team", "AWS:team"] {
            #expect(
                bench.refusal(AssumeRole.self, assuming("deployer", tags([(key, "a")])))
                    == refusal(
                        400,
                        "InvalidParameterValue",
                        "aws: prefixed tag key names are not allowed for external use."
                    )
            )
        }
        #expect(
            bench.refusal(AssumeRole.self, assuming("deployer", tags([("team", "a")], transitive: ["cost"])))
                == refusal(
                    400,
                    "InvalidParameterValue",
                    "The specified transitive tag key must be included in the requested tags."
                )
        )
    }

    @Test("may have letters and digits of any script, but no control characters")
    func characters() throws {
        let bench = try Bench()
        _ = try bench.perform(AssumeRole.self, assuming("deployer", tags([("équipe 1", "青_.:/=+-@")])))
        #expect(bench.refusal(AssumeRole.self, assuming("deployer", tags([("a\u{7}", "")])))?.code == "ValidationError")
    }

    @Test("that are transitive are inherited along the chain; the others are not")
    func transitive() throws {
        let bench = try Bench()
        let first = try bench.session(
            AssumeRole.self,
            assuming("deployer", tags([("team", "blue"), ("cost", "1")], transitive: ["TEAM"]))
        )
        #expect(first.transitiveTagKeys == ["team"])
        let second = try bench.session(
            AssumeRole.self,
            assuming("service/chained", tags([("stage", "two")], transitive: ["stage"])),
            as: .session(first)
        )
        #expect(second.tags == ["team": "blue", "stage": "two"])
        let third = try bench.session(AssumeRole.self, assuming("last"), as: .session(second))
        #expect(third.tags == ["team": "blue", "stage": "two"])
        #expect(Set(third.transitiveTagKeys) == ["team", "stage"])
    }

    /// The star of role `starred`, whose own is 3, as its trust policy's conditions are to see it.
    struct Starred: Sendable {
        let name: String
        /// Of the session that asks; nil where alice asks with her own key.
        var session: (tags: [(String, String)], transitive: [String])?
        var passed: (tags: [(String, String)], transitive: [String]) = ([], [])
        let star: String
    }

    @Test(
        "that are inherited stand in the place of the role's own of the same keys before its trust policy is evaluated",
        arguments: [
            Starred(name: "no session", star: "3"),
            Starred(name: "a session without tags", session: ([], []), star: "3"),
            Starred(name: "a tag that is not transitive", session: ([("Star", "1")], []), star: "3"),
            Starred(name: "a transitive tag", session: ([("Star", "1")], ["Star"]), star: "1"),
            Starred(name: "a transitive tag in another case", session: ([("STAR", "1")], ["star"]), star: "1"),
            Starred(name: "an empty transitive tag", session: ([("Star", "")], ["Star"]), star: ""),
            Starred(name: "another transitive tag", session: ([("moon", "1")], ["moon"]), star: "3"),
            Starred(name: "a tag that the call passes", passed: ([("Star", "2")], ["Star"]), star: "3"),
            Starred(
                name: "a tag that the call passes to a chain",
                session: ([], []),
                passed: ([("Star", "2")], ["Star"]),
                star: "3"
            ),
        ]
    )
    func inheritedValue(_ row: Starred) throws {
        let account = try #require(AccountID(Bench.account))
        let conditions = [
            #"{"StringEquals":{"aws:ResourceTag/star":"\#(row.star)"}}"#,
            #"{"StringEquals":{"iam:ResourceTag/Star":"\#(row.star)"}}"#,
            // A key that the role does not have is not added to it.
            #"{"Null":{"aws:ResourceTag/moon":"true"}}"#,
        ]
        let refuting = [
            #"{"StringNotEquals":{"aws:ResourceTag/star":"\#(row.star)"}}"#,
            #"{"Null":{"aws:ResourceTag/Star":"true"}}"#,
        ]
        for condition in conditions + refuting {
            var world = try TestWorld.make()
            world.accounts[account]?.roles["starred"] = Role(
                account: account,
                partition: .aws,
                name: "starred",
                seed: "test",
                trustPolicy: try PolicyDocument(
                    json: """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},\
                        "Action":["sts:AssumeRole","sts:TagSession"],"Condition":\(condition)}}
                        """,
                    kind: .trust
                ),
                tags: ["Star": "3"]
            )
            let bench = try Bench(world)
            var caller = Bench.Caller.user("alice")
            if let session = row.session {
                let parameters = assuming("deployer", tags(session.tags, transitive: session.transitive))
                caller = .session(try bench.session(AssumeRole.self, parameters))
            }
            let parameters = assuming("starred", tags(row.passed.tags, transitive: row.passed.transitive))
            if refuting.contains(condition) {
                #expect(bench.refusal(AssumeRole.self, parameters, as: caller)?.code == "AccessDenied", "\(condition)")
            } else {
                #expect(throws: Never.self, "\(condition)") {
                    try bench.perform(AssumeRole.self, parameters, as: caller)
                }
            }
        }
    }

    @Test("that are inherited need TagSession too")
    func inheritedQuestion() throws {
        let bench = try Bench()
        let first = try bench.session(
            AssumeRole.self,
            assuming("deployer", tags([("team", "blue")], transitive: ["team"]))
        )
        #expect(
            bench.refusal(AssumeRole.self, assuming("untagged"), as: .session(first))
                == denied(
                    "arn:aws:sts::123456789012:assumed-role/deployer/session-1",
                    "sts:TagSession",
                    Bench.role("untagged")
                )
        )
    }

    @Test("that are inherited cannot be overridden, in whatever case")
    func conflict() throws {
        let bench = try Bench()
        let first = try bench.session(
            AssumeRole.self,
            assuming("deployer", tags([("team", "blue"), ("cost", "1")], transitive: ["team"]))
        )
        for value in ["red", "blue"] {
            #expect(
                bench.refusal(
                    AssumeRole.self,
                    assuming("service/chained", tags([("Team", value)])),
                    as: .session(first)
                )
                    == refusal(
                        400,
                        "InvalidParameterValue",
                        "One of the specified transitive tag keys can't be set because it conflicts with a transitive "
                            + "tag key from the calling session."
                    )
            )
        }
        let second = try bench.session(
            AssumeRole.self,
            assuming("service/chained", tags([("cost", "2")])),
            as: .session(first)
        )
        #expect(second.tags == ["team": "blue", "cost": "2"])
    }

    @Test("of a federated user are asked about and kept")
    func federated() throws {
        let bench = try Bench()
        let parameters = [("Name", "guest")] + tags([("team", "blue")])
        #expect(
            try bench.questions(GetFederationToken.self, parameters).map(\.action) == [
                "sts:GetFederationToken", "sts:TagSession",
            ]
        )
        #expect(try bench.session(GetFederationToken.self, parameters).tags == ["team": "blue"])
    }
}
