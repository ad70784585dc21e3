import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import World

/// How the parts of an organization look in answers.
extension OrganizationsCall {
    func text(_ arn: ARN?) -> JSONValue { .string(arn?.description ?? "") }

    /// A date, as the number of seconds since the epoch that a client is told, to the millisecond.
    func moment(_ date: Date) -> JSONValue {
        .number((time.forClients(date).timeIntervalSince1970 * 1_000).rounded() / 1_000)
    }

    func organizationShape(_ organization: Organization) -> JSONValue {
        let management = organization.managementAccount?.value ?? "000000000000"
        let featureSet = organization.hasAllFeatures ? OrganizationFeatureSet.all : .consolidatedBilling
        return [
            "Id": .string(organization.id),
            "Arn": text(organization.arn("organization/\(organization.id)", in: partition)),
            "FeatureSet": .string(featureSet.rawValue),
            "MasterAccountArn": text(organization.arn("account/\(organization.id)/\(management)", in: partition)),
            "MasterAccountId": .string(management),
            "MasterAccountEmail": .string(
                organization.managementAccount.flatMap(world.account)?.email ?? "account-\(management)@example.com"
            ),
            // AWS tells the same of every organization with all features, whatever is enabled.
            "AvailablePolicyTypes": organization.hasAllFeatures
                ? [["Type": .string(PolicyType.serviceControl.rawValue), "Status": "ENABLED"]] : [],
        ]
    }

    func rootShape(_ organization: Organization) -> JSONValue {
        [
            "Id": .string(organization.rootID),
            "Arn": text(organization.arn(of: organization.rootID, in: partition)),
            "Name": "Root",
            "PolicyTypes": types(organization),
        ]
    }

    private func types(_ organization: Organization) -> JSONValue {
        .array(
            ControlPolicyKind.allCases.filter(organization.isEnabled).map {
                ["Type": .string(PolicyType($0).rawValue), "Status": "ENABLED"]
            }
        )
    }

    func unitShape(_ unit: OrganizationalUnit, _ organization: Organization) -> JSONValue {
        [
            "Id": .string(unit.id), "Arn": text(organization.arn(of: unit.id, in: partition)),
            "Name": .string(unit.name),
        ]
    }

    func accountShape(_ account: AccountID, _ organization: Organization) -> JSONValue {
        .object(
            accountMembers(account, organization).merging(
                ["Paths": .array(organization.path(of: account).map { [.string($0)] } ?? [])]
            ) { $1 }
        )
    }

    func administratorShape(_ account: AccountID, _ organization: Organization) -> JSONValue {
        let since = organization.delegations(of: account).values.min() ?? World.usualCreation
        return .object(
            accountMembers(account, organization).merging(["DelegationEnabledDate": moment(since)]) { $1 }
        )
    }

    private func accountMembers(_ account: AccountID, _ organization: Organization) -> [String: JSONValue] {
        let known = world.account(account)
        let membership = organization.membership(of: account)
        // What has been closed is told so by the newer of the two members alone.
        let (status, state) = known?.isClosed == true ? ("SUSPENDED", "CLOSED") : ("ACTIVE", "ACTIVE")
        return [
            "Id": .string(account.value), "Arn": text(organization.arn(of: account.value, in: partition)),
            "Email": .string(known?.email ?? ""), "Name": .string(name(of: account)),
            "Status": .string(status), "State": .string(state),
            "JoinedMethod": .string(membership.method.rawValue),
            "JoinedTimestamp": moment(membership.joined),
        ]
    }

    func name(of account: AccountID) -> String { world.account(account)?.name ?? "" }

    func statusShape(_ request: CreateAccountRequest) -> JSONValue {
        var members: [String: JSONValue] = [
            "Id": .string(request.id), "AccountName": .string(request.accountName), "State": .string(request.state),
            "RequestedTimestamp": moment(request.requested), "CompletedTimestamp": moment(request.requested),
        ]
        if let account = request.account { members["AccountId"] = .string(account.value) }
        if let failure = request.failure { members["FailureReason"] = .string(failure.rawValue) }
        return .object(members)
    }

    func summaryShape(_ policy: OrganizationPolicy, _ organization: Organization) -> JSONValue {
        [
            "Id": .string(policy.id), "Arn": text(organization.arn(of: policy.id, in: partition)),
            "Name": .string(policy.name), "Description": .string(policy.summary),
            "Type": .string(PolicyType(policy.kind).rawValue), "AwsManaged": false,
        ]
    }

    func summaryShape(_ policy: FullAccessPolicy) -> JSONValue {
        [
            "Id": .string(policy.id), "Arn": text(policy.arn(in: partition)), "Name": .string(policy.name),
            "Description": "Allows access to every operation",
            "Type": .string(PolicyType(policy.kind).rawValue), "AwsManaged": true,
        ]
    }

    func policyShape(_ policy: OrganizationPolicy, _ organization: Organization) -> JSONValue {
        ["PolicySummary": summaryShape(policy, organization), "Content": .string(policy.document.text)]
    }

    func targetShape(_ id: String, _ organization: Organization) -> JSONValue? {
        guard let target = organization.target(id) else { return nil }
        let (name, type) =
            switch target {
            case .root: ("Root", "ROOT")
            case .unit(_, let name): (name, "ORGANIZATIONAL_UNIT")
            case .account(let account): (self.name(of: account), "ACCOUNT")
            }
        return [
            "TargetId": .string(id), "Arn": text(organization.arn(of: id, in: partition)), "Name": .string(name),
            "Type": .string(type),
        ]
    }
}
