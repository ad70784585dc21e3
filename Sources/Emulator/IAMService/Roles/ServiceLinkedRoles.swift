import AWSCore
import AWSProtocols
package import IAM
import World

/// The roles that services make for themselves, as far as they are known here: those of ECR's.
struct LinkedService: Sendable {
    /// As `AWSServiceName` and trust policies have it.
    let principal: String
    let roleName: String
    /// The policy that the role has, of AWS's.
    let policyName: String

    static let all = [
        LinkedService(
            principal: "pullthroughcache.ecr.amazonaws.com",
            roleName: "AWSServiceRoleForECRPullThroughCache",
            policyName: "AWSECRPullThroughCache_ServiceRolePolicy"
        ),
        LinkedService(
            principal: "replication.ecr.amazonaws.com",
            roleName: "AWSServiceRoleForECRReplication",
            policyName: "ECRReplicationServiceRolePolicy"
        ),
    ]

    var path: String { "/aws-service-role/\(principal)/" }

    var trustPolicy: String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"\#(principal)"},"#
            + #""Action":"sts:AssumeRole"}]}"#
    }
}

/// Makes the role of a service.
package struct CreateServiceLinkedRole: IAMOperation {
    package static let name = "CreateServiceLinkedRole"

    private let service: String
    private let summary: String?
    private let suffix: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        service = try input.requiredText("AWSServiceName", .groupName)
        summary = try input.text("Description", .roleDescription)
        suffix = try input.text("CustomSuffix", .customSuffix)
        try input.finish()
    }

    private var linked: LinkedService? { LinkedService.all.first { $0.principal == service } }

    package func subject(_ call: IAMCall) -> IAMSubject {
        call.new("role", "/aws-service-role/\(service)/", linked?.roleName ?? "*")
    }

    package func conditions(_ call: IAMCall) -> RequestContext {
        var context = RequestContext()
        context["iam:AWSServiceName"] = [service]
        return context
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let linked else {
            let known = LinkedService.all.map(\.principal).joined(separator: " and ")
            throw IAMError(
                "NotImplemented",
                "Drydock does not know the role of the service \(service); it knows those of \(known).",
                status: 501
            )
        }
        guard suffix == nil else { throw .invalidInput("Custom suffix is not allowed for \(service)") }
        let role = try call.edit { (edit) throws(IAMError) -> Role in
            guard edit.account.roles[linked.roleName] == nil else {
                throw .invalidInput(
                    "Service role name \(linked.roleName) has been taken in this account, please try a different suffix."
                )
            }
            try edit.account.roles.refuseMore(than: .roles)
            let trust = try PolicyDocument.read(linked.trustPolicy, .trust)
            var role = edit.newRole(linked.roleName, path: linked.path, trust: trust)
            role.summary = summary
            if let policy = ManagedPolicy.policy(linked.policyName, in: edit.account.partition)?.arn {
                role.attachedPolicies = [policy]
            }
            edit.put(role)
            return role
        }
        return IAMResult([.structure("Role", role.members)])
    }
}

/// Takes the role of a service away, at once.
package struct DeleteServiceLinkedRole: IAMOperation {
    package static let name = "DeleteServiceLinkedRole"

    private let roleName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        roleName = try input.requiredText("RoleName", .roleName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.role(roleName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let role = try call.edit { (edit) throws(IAMError) -> Role in
            let role = try edit.account.knownRole(roleName)
            // Roles of others are none that it could find.
            guard role.isServiceLinked else { throw .noRole(roleName) }
            edit.delete(role)
            return role
        }
        // The ID of the role that is gone tells the task apart from those of others of its name.
        return IAMResult([.text("DeletionTaskId", "task\(role.path)\(role.name)/\(role.uniqueID)")])
    }
}

/// How the deletion of a service's role went: well, as soon as it was asked for.
package struct GetServiceLinkedRoleDeletionStatus: IAMOperation {
    package static let name = "GetServiceLinkedRoleDeletionStatus"

    private let task: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        task = try input.requiredText("DeletionTaskId", .length(1...1_000))
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let parts = task.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let account = try call.account()
        guard parts.count == 5, parts[0] == "task", parts[1] == "aws-service-role" else {
            throw .invalidInput("Deletion task id \(task) is not valid.")
        }
        let arn = ARN.iam(account.partition, account.id, "role/aws-service-role/\(parts[2])/\(parts[3])")
        guard call.world.hasDeleted(arn, uniqueID: parts[4]) else {
            throw .absent("Deletion task with id \(task) cannot be found.")
        }
        return IAMResult([.text("Status", "SUCCEEDED")])
    }
}
