import AWSCore
package import AWSProtocols
import World

/// The types of policies that are put together from all levels. None of them can be enabled here.
private enum EffectivePolicyType: String, CaseIterable {
    case tag = "TAG_POLICY"
    case backup = "BACKUP_POLICY"
    case aiServicesOptOut = "AISERVICES_OPT_OUT_POLICY"
    case chatbot = "CHATBOT_POLICY"
    case declarativeEC2 = "DECLARATIVE_POLICY_EC2"
    case securityHub = "SECURITYHUB_POLICY"
    case inspector = "INSPECTOR_POLICY"
    case upgradeRollout = "UPGRADE_ROLLOUT_POLICY"
    case bedrock = "BEDROCK_POLICY"
    case s3 = "S3_POLICY"
    case networkSecurityDirector = "NETWORK_SECURITY_DIRECTOR_POLICY"
}

/// What the policies of a type come to for an account: nothing, because no type of them is enabled.
package struct DescribeEffectivePolicy: OrganizationsOperation {
    package static let name = "DescribeEffectivePolicy"
    package static let callers = OrganizationsCallers.members

    private let target: String?

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        _ = try input.requiredWord("PolicyType", of: EffectivePolicyType.self, placeholder: .tag)
        target = try input.text("TargetId", .targetID)
    }

    package var subjects: [String] { target.map { [$0] } ?? [] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        let target = target ?? call.caller.accountID.value
        guard AccountID(target).map(organization.contains) ?? false else { throw .noTarget }
        throw .noEffectivePolicy
    }
}

/// The accounts for which policies of a type do not fit together.
package struct ListAccountsWithInvalidEffectivePolicy: OrganizationsOperation {
    package static let name = "ListAccountsWithInvalidEffectivePolicy"
    package static let callers = OrganizationsCallers.administrators

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        _ = try input.requiredWord("PolicyType", of: EffectivePolicyType.self, placeholder: .tag)
        _ = try OrganizationsPageParameters(&input)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        throw .noEffectivePolicy
    }
}

/// What does not fit together for an account.
package struct ListEffectivePolicyValidationErrors: OrganizationsOperation {
    package static let name = "ListEffectivePolicyValidationErrors"
    package static let callers = OrganizationsCallers.administrators

    private let account: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
        _ = try input.requiredWord("PolicyType", of: EffectivePolicyType.self, placeholder: .tag)
        _ = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [account] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        _ = try call.organization().member(account)
        throw .noEffectivePolicy
    }
}
