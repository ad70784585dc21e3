import AWSCore
package import AWSProtocols
import World

extension PolicyType {
    /// The types of policies that are put together from all levels: all but control policies, and the two that AWS's list
    /// of effective types does not have. None of them can be enabled here.
    fileprivate static let effective = InputRules<String>.values(
        allCases.filter { $0.kind == nil && $0 != .guardDuty && $0 != .securityHubCSPM }.map(\.rawValue)
    )
}

/// What the policies of a type come to for an account: nothing, because no type of them is enabled.
package struct DescribeEffectivePolicy: OrganizationsOperation {
    package static let name = "DescribeEffectivePolicy"
    package static let callers = OrganizationsCallers.members

    private let target: String?

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        _ = try input.requiredText("PolicyType", PolicyType.effective)
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
        _ = try input.requiredText("PolicyType", PolicyType.effective)
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
        _ = try input.requiredText("PolicyType", PolicyType.effective)
        _ = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [account] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        _ = try call.organization().member(account)
        throw .noEffectivePolicy
    }
}
