import AWSCore
import IAM
import Testing

/// Questions that a statement of one layer denies, and that all else allows.
enum DeniedQuestion {
    /// What is told of a question that a statement of one layer denies, and that all else allows; it is put into the
    /// policies as a person would and asked again.
    static func explain(
        _ statement: String,
        in layer: PolicyLayer,
        _ caller: Question.Caller = .user,
        boundary: Question.Says? = nil,
        arn: String? = nil,
        name: String = "denying",
        _ context: [String: [String]] = [:]
    ) throws -> Explanation {
        var question = Question(caller: caller, boundary: boundary, session: caller == .role ? .allow : nil)
        question.identity = .allow
        question.context = context.merging(["aws:PrincipalArn": [question.principalARN]]) { first, _ in first }
        var policies = try question.policies()
        func policy(_ kind: PolicyKind) throws -> AttachedPolicy {
            AttachedPolicy(
                name: name,
                arn: try arn.map(Unwrapped.arn),
                document: try Question.document(statement, kind)
            )
        }
        switch layer {
        case .serviceControl:
            policies.caller.serviceControl = [[try allowing(.serviceControl), try policy(.serviceControl)]]
        case .resourceControl:
            policies.resource.resourceControl = [[try allowing(.resourceControl), try policy(.resourceControl)]]
        case .endpoint: policies.endpoint = try policy(.endpoint)
        case .boundary: policies.caller.boundary = try policy(.identity)
        case .session: policies.caller.session = [try allowing(.session), try policy(.session)]
        case .scopeDown: policies.caller.scopeDown = [try policy(.session)]
        case .identity: policies.caller.identity.append(try policy(.identity))
        case .resource: policies.resource.policies = [try policy(.repository)]
        }
        let request = try question.request()
        let explanation = Explanation(request, policies)
        #expect(!explanation.decision.isAllowed)
        #expect(explanation.verified)
        try AppliedRemedy.apply(explanation.remedies, to: &policies)
        #expect(Evaluation.decide(request, policies).isAllowed, "\(explanation.report.joined(separator: "\n"))")
        return explanation
    }

    private static func allowing(_ kind: PolicyKind) throws -> AttachedPolicy {
        let principal = kind == .resourceControl ? #""Principal": "*", "# : ""
        return AttachedPolicy(
            name: "all",
            document: try Question.document(
                #"{"Effect": "Allow", \#(principal)"Action": "*", "Resource": "*"}"#,
                kind
            )
        )
    }

    /// A denying statement of these elements.
    static func deny(_ elements: String, sid: String = "No") -> String {
        #"{"Sid": "\#(sid)", "Effect": "Deny", \#(elements)}"#
    }
}
