import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import World

/// How the parts of an organization look in answers.
extension OrganizationsCall {
    func text(_ arn: ARN?) -> JSONValue { .string(arn?.description ?? "") }

    func organizationShape(_ organization: Organization) -> JSONValue {
        let management = organization.managementAccount?.value ?? "000000000000"
        return [
            "Id": .string(organization.id),
            "Arn": text(organization.arn("organization/\(organization.id)", in: partition)),
            "FeatureSet": "ALL",
            "MasterAccountArn": text(organization.arn("account/\(organization.id)/\(management)", in: partition)),
            "MasterAccountId": .string(management),
            "MasterAccountEmail": .string(Self.email(management)),
            "AvailablePolicyTypes": types(organization),
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

    /// Accounts of the world have no names and addresses: both are made of their numbers.
    func accountShape(_ account: AccountID, _ organization: Organization) -> JSONValue {
        let created = time.forClients(World.usualCreation).timeIntervalSince1970
        return [
            "Id": .string(account.value), "Arn": text(organization.arn(of: account.value, in: partition)),
            "Email": .string(Self.email(account.value)), "Name": .string(name(of: account)),
            "Status": "ACTIVE", "State": "ACTIVE",
            "JoinedMethod": account == organization.managementAccount ? "INVITED" : "CREATED",
            "JoinedTimestamp": .number(created),
        ]
    }

    func name(of account: AccountID) -> String {
        world.account(account)?.identitySettings.alias ?? "account-\(account)"
    }

    private static func email(_ account: String) -> String { "account-\(account)@example.com" }

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
