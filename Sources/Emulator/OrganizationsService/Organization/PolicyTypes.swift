package import AWSProtocols
package import IAM
import World

/// Whether policies of a type have a say: `EnablePolicyType` and `DisablePolicyType`.
package protocol PolicyTypeChange: Sendable {
    static var name: String { get }
    static var enables: Bool { get }
}

package enum Enabling: PolicyTypeChange {
    package static let name = "EnablePolicyType"
    package static let enables = true
}

package enum Disabling: PolicyTypeChange {
    package static let name = "DisablePolicyType"
    package static let enables = false
}

/// Switches a type of policies on or off in the root. Policies of a type that is switched off are detached, and stay
/// detached when it is switched on again.
package struct SetPolicyType<Change: PolicyTypeChange>: OrganizationsOperation {
    package static var name: String { Change.name }
    package static var callers: OrganizationsCallers { .delegates }

    private let root: String
    private let type: PolicyType

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        root = try input.requiredText("RootId", .rootID)
        type = try input.requiredWord("PolicyType", of: PolicyType.self, placeholder: .tag)
    }

    package var subjects: [String] { [root] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(of: type) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.edit { (organization) throws(OrganizationsError) in
            guard organization.rootID == root else { throw .noRoot }
            guard organization.hasAllFeatures else { throw .typeNotAvailable }
            // A type that there are no policies of is not switched on, so it cannot be switched off.
            guard let kind = type.kind else { throw Change.enables ? .typeNotAvailable : .notEnabled }
            guard organization.isEnabled(kind) != Change.enables else {
                throw Change.enables ? .enabledAlready : .notEnabled
            }
            organization.enable(kind, Change.enables)
            return organization
        }
        return ["Root": call.rootShape(organization)]
    }
}
