import IAM
import Testing

@Suite("The grammar of policies")
struct PolicyGrammarTests {
    private static func error(_ text: String, _ kind: PolicyKind = .identity) -> PolicyError? {
        do {
            _ = try PolicyDocument(json: text, kind: kind)
            return nil
        } catch {
            return error
        }
    }

    private static func message(_ members: String, _ kind: PolicyKind = .identity) -> String? {
        let error = error(PolicyTestCase.text(members, kind: kind), kind)
        if let error { #expect(error.problem == .grammar, "\(error)") }
        return error?.message
    }

    private static let syntax = "Syntax errors in policy."
    private static let legacy = "The policy failed legacy parsing"

    @Test(
        "A document that is none gets IAM's sentence",
        arguments: [
            "{}", "[]", "null", "\"text\"", "5", "true", #"{"Statement": []}"#, #"{"Statement": null}"#,
            #"{"Statement": "a"}"#, #"{"Statement": [[]]}"#, #"{"Statement": {}}"#,
            #"{"Version": "2012-10-18", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
            #"{"Version": 2012, "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
            #"{"Id": [], "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
            #"{"statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
            #"{"Extra": 1, "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
        ]
    )
    func documents(_ text: String) {
        for kind in [PolicyKind.identity, .session] {
            #expect(Self.error(text, kind)?.message == Self.syntax, "\(text)")
            #expect(Self.error(text, kind)?.problem == .grammar)
        }
    }

    @Test(
        "What an identity policy cannot hold gets IAM's sentence",
        arguments: [
            (#""Effect": "Permit""#, syntax), (#""Effect": "allow""#, legacy), (#""Effect": true"#, syntax),
            (
                #""Sid": "a-b""#,
                #"Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the "#
                    + "regular expression [0-9A-Za-z]*"
            ),
            (#""Sid": 1"#, syntax), (#""Unknown": 1"#, syntax),
            (#""Action": []"#, "Policy statement must contain actions."), (#""Action": null"#, syntax),
            (#""Action": 1"#, syntax), (#""Action": {"a": "b"}"#, syntax), (#""Action": ["ecr:*", 1]"#, syntax),
            (#""Action": "ecr:*", "NotAction": "ecr:*""#, syntax),
            (#""Action": "PutImage""#, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
            (#""Action": "**""#, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
            (#""Action": "a:b:c""#, "Actions/Condition can contain only one colon."),
            (#""Action": "e*:PutImage""#, "Vendor e* is not valid"),
            (#""NotAction": "e r:PutImage""#, "Vendor e r is not valid"),
            (#""Resource": []"#, "Policy statement must contain resources."), (#""Resource": 1"#, syntax),
            (#""Resource": "*", "NotResource": "*""#, syntax),
            (#""Resource": "team/app""#, #"Resource team/app must be in ARN format or "*"."#),
            (#""NotResource": "x""#, #"Resource x must be in ARN format or "*"."#),
            (
                #""Resource": "arn:aus:ecr:us-east-1:1:x""#,
                #"Partition "aus" is not valid for resource "arn:aus:ecr:us-east-1:1:x"."#
            ),
            (#""Resource": "arn:aus:ecr""#, #"Partition "aus" is not valid for resource "arn:aus:ecr:*:*:*"."#),
            (#""Resource": "arn:aws""#, "Resource vendor must be fully qualified and cannot contain regexes."),
            (#""Resource": "arn:aws:e*:r:1:x""#, "Resource vendor must be fully qualified and cannot contain regexes."),
            (#""Resource": "arn:aws:s3::x""#, legacy), (#""Resource": "arn:aws::r:1:x""#, legacy),
            (
                #""Resource": "arn:aws:s3:us-east-1::bucket""#,
                "Resource arn:aws:s3:us-east-1::bucket can not contain region information."
            ),
            (
                #""Resource": "arn:aws:iam:us-east-1:1:role/x""#,
                "IAM resource arn:aws:iam:us-east-1:1:role/x cannot contain region information."
            ),
            (
                #""Resource": "arn:aws:iam::1:rolle/x""#,
                #"IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, "#
                    + "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, "
                    + "oidc-provider/, report/, access-report/."
            ),
            (#""Resource": "arn:aws:ecr:r:1:${aws:username""#, syntax),
            (#""Resource": "arn:aws:ecr:r:1:${}""#, syntax),
            (#""Resource": "arn:aws:ecr:r:1:${aws:username, x}""#, syntax),
            (#""Principal": "*""#, "Policy document should not specify a principal."),
            (#""NotPrincipal": {"AWS": "*"}"#, "Policy document should not specify a principal."),
        ]
    )
    func identity(_ members: String, _ message: String) {
        #expect(Self.message(members) == message, "\(members)")
        #expect(Self.message(members, .session) == message, "\(members)")
    }

    @Test(
        "What is unusual and fine is taken",
        arguments: [
            #""Sid": """#, #""Action": "*""#, #""Action": "*:*""#, #""Action": "ECR:putimage""#,
            #""Action": "execute-api:Invoke""#, #""Resource": "arn:*:ecr:*:*:repository/*""#,
            #""Resource": "arn:aws:s3""#, #""Resource": "arn:aws:ecr:*""#, #""Resource": "arn:aws:iam::*:*""#,
            #""Resource": "arn:aws:ecr:r:1:repository/${aws:PrincipalTag/team, 'none'}${$}{""#,
            #""Resource": "arn:aws:kms:*:${aws:PrincipalAccount}:key/*""#, #""Condition": {}"#,
            #""Condition": {"StringEquals": {}}"#, #""Condition": {"StringEquals": {"aws:x": []}}"#,
            #""Condition": {"StringEquals": {"aws:x": [1, true, "a"]}}"#,
            #""Condition": {"NumericEquals": {"aws:x": [-1.5e3, "+.5"]}}"#,
        ]
    )
    func accepted(_ members: String) {
        #expect(Self.message(members) == nil, "\(members)")
    }

    @Test("A statement that lacks an element is refused, by kind")
    func missing() {
        #expect(Self.error(#"{"Statement": {"Action": "*", "Resource": "*"}}"#)?.message == Self.syntax)
        #expect(
            Self.error(#"{"Statement": {"Effect": "Allow", "Resource": "*"}}"#)?.message
                == "Policy statement must contain actions."
        )
        #expect(
            Self.error(#"{"Statement": {"Effect": "Allow", "Action": "*"}}"#)?.message
                == "Policy statement must contain resources."
        )
        let withoutPrincipal = #"{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole"}}"#
        #expect(Self.error(withoutPrincipal, .trust)?.message == "Missing required field Principal")
        for kind in [PolicyKind.repository, .registry, .endpoint, .resourceControl] {
            let text =
                #"{"Statement": {"Effect": "Deny", "Action": "ecr:PutImage", "#
                + (kind == .repository ? #""Sid": "a"}}"# : #""Resource": "arn:aws:ecr:r:1:repository/*"}}"#)
            #expect(Self.error(text, kind)?.reason.contains("no Principal") == true, "\(kind)")
        }
    }

    @Test("Of several faults the one is told that AWS looks for first, wherever it stands")
    func order() {
        func message(_ statements: String) -> String? { Self.error("{\"Statement\": [\(statements)]}")?.message }
        let noResource = #"{"Effect": "Allow", "Action": "*"}"#
        let noAction = #"{"Effect": "Allow", "Resource": "*"}"#
        let badAction = #"{"Effect": "Allow", "Action": "x", "Resource": "*"}"#
        let badResource = #"{"Effect": "Allow", "Action": "*", "Resource": "x"}"#
        let badCase = #"{"Effect": "deny", "Action": "*", "Resource": "*"}"#
        let unknown = #"{"Effect": "Allow", "Action": "*", "Resource": "*", "X": 1}"#
        #expect(message("\(noResource), \(badAction)")?.hasPrefix("Actions/Conditions") == true)
        #expect(message("\(badAction), \(badResource)") == #"Resource x must be in ARN format or "*"."#)
        #expect(message("\(badResource), \(noAction)") == "Policy statement must contain actions.")
        #expect(message("\(noAction), \(badCase)") == Self.legacy)
        #expect(message("\(badCase), \(unknown)") == Self.syntax)
    }

    @Test("Two statements of one Sid are refused before what else is wrong with the second")
    func duplicateSidOfUnreadable() {
        let whole = #"{"Sid": "a", "Effect": "Allow", "Action": "ecr:*", "Resource": "*"}"#
        let error = Self.error("{\"Statement\": [\(whole), {\"Sid\": \"a\", \"Effect\": \"Allow\"}]}")
        #expect(error?.message == "Statement IDs (SID) in a single policy must be unique.")
        // An empty one is none.
        let empty = #"{"Sid": "", "Effect": "Allow", "Action": "ecr:*", "Resource": "*"}"#
        #expect(Self.error("{\"Statement\": [\(empty), \(empty)]}") == nil)
    }

    @Test("Two statements of one Sid are refused where IAM keeps the document, and nowhere else")
    func duplicateSids() {
        for kind in PolicyKind.allCases {
            let statement = PolicyTestCase.text(#""Sid": "a""#, kind: kind).split(separator: "[")[1].dropLast(2)
            let error = Self.error("{\"Statement\": [\(statement), \(statement)]}", kind)
            if kind == .identity || kind == .session || kind == .trust {
                #expect(error?.message == "Statement IDs (SID) in a single policy must be unique.")
            } else {
                #expect(error == nil, "\(kind)")
            }
        }
        #expect(Self.message(#""Sid": "pull from CI / all""#, .repository) == nil)
    }

    @Test(
        "An operator that AWS does not know is refused",
        arguments: [
            "StringEqual", "stringequals", "StringEquals ", "StringEqualsIfexists", "ForAllValue:StringEquals",
            "ForAnyValue:", "IfExists", "NullIfExists", "ForAnyValue:Null", "NotBool", "BoolNotEquals",
            "BinaryNotEquals", "ForAnyValue:ForAllValues:StringEquals", "StringEqualsIfExistsIfExists",
            "IPAddress", "ArnLikes", "",
        ]
    )
    func unknownOperators(_ name: String) {
        for kind in PolicyKind.allCases {
            #expect(Self.message("\"Condition\": {\"\(name)\": {\"aws:x\": \"true\"}}", kind) != nil, "\(name) \(kind)")
        }
    }

    @Test(
        "A value that the operator cannot compare is refused",
        arguments: [
            ("NumericEquals", "one"), ("NumericLessThan", ""), ("NumericLessThan", "1,5"), ("NumericEquals", "0x10"),
            ("NumericEquals", "${aws:x}"), ("DateLessThan", "yesterday"), ("DateLessThan", "2024-13-01"),
            ("DateLessThan", "2024-02-30T00:00:00Z"), ("DateLessThan", "2024-01-01T24:00:00Z"),
            ("DateLessThan", "2024-01-01T10Z"), ("DateEquals", ""), ("DateEquals", "-5"),
            ("IpAddress", "10.0.0.0/33"), ("IpAddress", "10.0.0"), ("IpAddress", "10.0.0.256"),
            ("IpAddress", "2001:db8::/129"), ("IpAddress", "1::2::3"), ("NotIpAddress", "10.0.0.0/"),
            ("IpAddress", "1:2:3:4:5:6:7:8:9"), ("Bool", "yes"), ("Bool", ""), ("Null", "maybe"),
            ("Null", "${aws:x}"), ("BinaryEquals", "a"), ("BinaryEquals", "a==="), ("BinaryEquals", "!!!!"),
        ]
    )
    func valueTypes(_ name: String, _ value: String) {
        #expect(Self.message("\"Condition\": {\"\(name)\": {\"aws:x\": [\"\(value)\"]}}") == Self.legacy)
    }

    @Test("Conditions of a wrong shape are refused")
    func conditionShapes() {
        for value in [
            "[]", "\"a\"", "1", "null", #"{"StringEquals": []}"#, #"{"StringEquals": "a"}"#,
            #"{"StringEquals": {"aws:x": null}}"#, #"{"StringEquals": {"aws:x": {}}}"#,
            #"{"StringEquals": {"aws:x": [[]]}}"#, #"{"StringEquals": {"aws:x": ["a", null]}}"#,
        ] {
            #expect(Self.message("\"Condition\": \(value)") == Self.syntax, "\(value)")
        }
        for key in ["username", "", ":x", "aws:"] {
            #expect(
                Self.message("\"Condition\": {\"StringEquals\": {\"\(key)\": \"a\"}}")
                    == "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
            )
        }
    }

    /// Every place of a document of every kind gets a value of every wrong type.
    @Test("Wrong types in any place of any kind of policy are refused or taken, and never crash")
    func wrongTypes() {
        let values = [
            "null", "true", "0", "-1.5", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[null]", "[{}]", #"{"a": null}"#,
        ]
        let places = [
            "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
            "Condition",
        ]
        var refused = 0
        for kind in PolicyKind.allCases {
            for value in values {
                for place in places where Self.message("\"\(place)\": \(value)", kind) != nil { refused += 1 }
                for place in ["AWS", "Service", "Federated", "CanonicalUser", "Aws"]
                where Self.message("\"Principal\": {\"\(place)\": \(value)}", kind) != nil { refused += 1 }
                for text in ["{\"Version\": \(value), \"Statement\": \(value)}", value, "{\"Statement\": [\(value)]}"] {
                    #expect(Self.error(text, kind) != nil, "\(text)")
                }
            }
        }
        #expect(refused > 1000)
    }
}
