import AWSCore
import AWSProtocols

/// A permission that a caller's own policies gave and that a call made use of.
package struct UsedPermission: Sendable, Codable, Hashable {
    package let action: String
    /// What was asked about: an ARN, or `*`.
    package let resource: String
    /// The condition keys without which the permission would be a wider one, with their values.
    package let conditions: [String: [String]]

    /// The condition keys that say what a permission is for, and not only who has it when (docs/aws/iam.md,
    /// "Condition keys").
    private static let narrowing = ["iam:PassedToService"]

    /// Nil of a question that was not allowed, or was allowed by others than the caller's own policies.
    package init?(_ request: AccessRequest, _ decision: Decision) {
        guard case .allowed(let layers) = decision.reason, layers.contains(.identity) else { return nil }
        var conditions: [String: [String]] = [:]
        for key in Self.narrowing {
            if let values = request.context[key] { conditions[key] = values }
        }
        self.init(request.action, on: request.resource, conditions: conditions)
    }

    package init(_ action: String, on resource: String, conditions: [String: [String]] = [:]) {
        self.action = action
        self.resource = resource
        self.conditions = conditions
    }
}

/// The smallest identity policy that gives some permissions: their actions and resources exactly, and as few statements
/// as that takes.
package struct LeastPrivilege: Sendable, Equatable {
    package struct Statement: Sendable, Equatable {
        /// In ascending order, as ``resources``.
        package let actions: [String]
        package let resources: [String]
        package let conditions: [String: [String]]

        /// Such as `ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on arn:aws:ecr:us-east-1:123456789012:repository/app`.
        package var summary: String {
            "\(actions.joined(separator: ", ")) on \(resources.joined(separator: ", "))"
        }
    }

    package let statements: [Statement]

    /// Actions that were used on the same resources become one statement.
    package init(for permissions: [UsedPermission]) {
        struct Use: Hashable {
            let action: String
            let conditions: [String: [String]]
        }
        struct Scope: Hashable {
            let resources: [String]
            let conditions: [String: [String]]
        }
        var resources: [Use: Set<String>] = [:]
        for permission in permissions {
            let use = Use(action: permission.action, conditions: permission.conditions)
            resources[use, default: []].insert(permission.resource)
        }
        var actions: [Scope: [String]] = [:]
        for (use, resources) in resources {
            actions[Scope(resources: resources.sorted(), conditions: use.conditions), default: []].append(use.action)
        }
        statements = actions.map { scope, actions in
            Statement(actions: actions.sorted(), resources: scope.resources, conditions: scope.conditions)
        }.sorted { ($0.actions[0], $0.resources[0], $0.summary) < ($1.actions[0], $1.resources[0], $1.summary) }
    }

    private init(_ statements: [Statement]) {
        self.statements = statements
    }

    /// The same without one statement.
    ///
    /// - Parameter index: counted from 0.
    package func without(_ index: Int) -> LeastPrivilege {
        LeastPrivilege(statements.indices.filter { $0 != index }.map { statements[$0] })
    }

    /// The document, a member a line.
    package var lines: [String] { StatementText.lines(json, width: 60) }

    /// The document as a policy; nil where there is no statement, which no policy may lack.
    ///
    /// - Throws: ``PolicyError`` where a resource is not one that a policy can name.
    package func document() throws(PolicyError) -> PolicyDocument? {
        guard !statements.isEmpty else { return nil }
        return try PolicyDocument(json: String(decoding: json.serialized(), as: UTF8.self), kind: .identity)
    }

    private var json: JSONValue {
        .object(["Version": "2012-10-17", "Statement": .array(statements.map(Self.json))])
    }

    private static func json(_ statement: Statement) -> JSONValue {
        var members: [String: JSONValue] = [
            "Effect": "Allow", "Action": list(statement.actions), "Resource": list(statement.resources),
        ]
        if !statement.conditions.isEmpty {
            members["Condition"] = .object(["StringEquals": .object(statement.conditions.mapValues(list))])
        }
        return .object(members)
    }

    /// One value stands by itself.
    private static func list(_ values: [String]) -> JSONValue {
        values.count == 1 ? .string(values[0]) : .array(values.map(JSONValue.string))
    }
}
