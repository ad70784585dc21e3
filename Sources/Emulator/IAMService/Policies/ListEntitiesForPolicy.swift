import AWSCore
import AWSProtocols
import World

/// The groups, users and roles that a managed policy is attached to, or is the boundary of.
package struct ListEntitiesForPolicy: IAMOperation {
    package static let name = "ListEntitiesForPolicy"

    private let policyARN: String
    private let kind: String?
    private let prefix: String
    private let usage: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyARN = try input.requiredText("PolicyArn", .arn)
        kind = try input.text(
            "EntityFilter",
            .values(["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"])
        )
        prefix = try input.text("PathPrefix", .path) ?? "/"
        usage = try input.text("PolicyUsageFilter", .values(["PermissionsPolicy", "PermissionsBoundary"]))
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.policy(policyARN) }

    private struct Entity {
        let kind: String
        let name: String
        let id: String
        let path: String
        let attached: [ARN]
        let boundary: ARN?

        var members: [QueryResult.Member] { [.text(kind + "Name", name), .text(kind + "Id", id)] }
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let arn = try account.policyView(policyARN).arn
        let entities = Self.entities(of: account).filter { entity in
            let isAttached = usage != "PermissionsBoundary" && entity.attached.contains(arn)
            let isBoundary = usage != "PermissionsPolicy" && entity.boundary == arn
            return (isAttached || isBoundary) && (kind == nil || kind == entity.kind) && entity.path.hasPrefix(prefix)
        }
        let page = try page.page(of: entities, Self.name, arn.lastPart, kind ?? "", prefix, usage ?? "") {
            $0.kind + " " + $0.name
        }
        func list(_ name: String, _ kind: String) -> QueryResult.Member {
            .structures(name, page.items.filter { $0.kind == kind }.map(\.members))
        }
        return IAMResult(
            [list("PolicyGroups", "Group"), list("PolicyUsers", "User"), list("PolicyRoles", "Role")] + page.rest
        )
    }

    private static func entities(of account: Account) -> [Entity] {
        account.groups.values.map {
            Entity(
                kind: "Group",
                name: $0.name,
                id: $0.uniqueID,
                path: $0.path,
                attached: $0.attachedPolicies,
                boundary: nil
            )
        }
            + account.users.values.map {
                Entity(
                    kind: "User",
                    name: $0.name,
                    id: $0.uniqueID,
                    path: $0.path,
                    attached: $0.attachedPolicies,
                    boundary: $0.permissionsBoundary
                )
            }
            + account.roles.values.map {
                Entity(
                    kind: "Role",
                    name: $0.name,
                    id: $0.uniqueID,
                    path: $0.path,
                    attached: $0.attachedPolicies,
                    boundary: $0.permissionsBoundary
                )
            }
    }
}
