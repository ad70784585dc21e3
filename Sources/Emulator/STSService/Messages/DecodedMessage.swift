import AWSCore
import AWSProtocols
import IAM

/// The JSON that DecodeAuthorizationMessage answers, with AWS's members in AWS's order.
struct DecodedMessage {
    private let explanation: Explanation
    private let userID: String

    init(_ explanation: Explanation, userID: String) {
        self.explanation = explanation
        self.userID = userID
    }

    func text(hasContext: Bool = true, hasStatements: Bool = true) -> String {
        let conditions = hasContext ? explanation.context.sorted { $0.key < $1.key } : []
        return Self.object([
            ("allowed", explanation.decision.isAllowed ? "true" : "false"),
            ("explicitDeny", isExplicitDeny ? "true" : "false"),
            ("matchedStatements", Self.items(hasStatements ? matches.map(Self.statement) : [])),
            ("failures", Self.items([])),
            (
                "context",
                Self.object([
                    ("principal", principal),
                    ("action", Self.string(explanation.action)),
                    ("resource", Self.string(explanation.resource)),
                    ("conditions", Self.items(conditions.map { Self.condition($0.key, $0.value) })),
                ])
            ),
        ])
    }

    private var isExplicitDeny: Bool {
        switch explanation.decision.reason {
        case .explicitDeny, .trustDeny: true
        case .root, .allowed, .noPermissionNeeded, .silence, .trustSilence: false
        }
    }

    /// The statements that settled it: of a refusal those that deny; none where nothing allows.
    private var matches: [Explanation.Statement] {
        guard explanation.decision.isAllowed || isExplicitDeny else { return [] }
        let effect: PolicyStatement.Effect = explanation.decision.isAllowed ? .allow : .deny
        return explanation.layers.flatMap(\.policies).flatMap(\.statements).filter { $0.isMatch && $0.effect == effect }
    }

    /// A user has a name besides its ID and ARN.
    private var principal: String {
        let caller = explanation.caller
        var members = [("id", Self.string(userID))]
        if caller.kind == .user { members.append(("name", Self.string(caller.arn.lastPart))) }
        return Self.object(members + [("arn", Self.string(caller.arn.description))])
    }

    private static func statement(_ statement: Explanation.Statement) -> String {
        func wanted(_ names: String...) -> String {
            values(statement.elements.filter { names.contains($0.name) }.flatMap(\.wanted))
        }
        let conditions = statement.elements.filter { $0.name.hasPrefix("Condition ") }
        return object([
            ("statementId", string(statement.sid ?? "")),
            ("effect", string(statement.effect.rawValue.uppercased())),
            ("principals", wanted("Principal", "NotPrincipal")),
            ("principalGroups", items([])),
            ("actions", wanted("Action", "NotAction")),
            ("resources", wanted("Resource", "NotResource")),
            ("conditions", items(conditions.map { condition(String($0.name.dropFirst(10)), $0.wanted) })),
        ])
    }

    private static func condition(_ key: String, _ found: [String]) -> String {
        object([("key", string(key)), ("values", values(found))])
    }

    private static func values(_ texts: [String]) -> String {
        items(texts.map { object([("value", string($0))]) })
    }

    private static func items(_ elements: [String]) -> String {
        object([("items", "[" + elements.joined(separator: ",") + "]")])
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }

    private static func string(_ text: String) -> String {
        String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
    }
}
