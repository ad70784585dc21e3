/// What AWS Organizations asks of policies and levels. Each rule answers what is wrong and what to do, or nil.
enum OrganizationRules {
    /// The policies that AWS attaches by itself.
    static let usualPolicies = ["FullAWSAccess", "RCPFullAWSAccess"]

    static func name(_ name: String) -> String? {
        let isName = (1...128).contains(name.count) && name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard isName else { return "'\(name)' is not a name of a policy; write 1 to 128 ASCII characters" }
        return usualPolicies.contains(name)
            ? "'\(name)' is a policy that AWS attaches by itself; choose another name" : nil
    }

    /// - Parameter attached: how many policies of each kind are attached that are entities of their own.
    static func level(
        _ level: PolicyLevel,
        attached: [ControlPolicyKind: Int] = [:],
        of what: String
    ) -> String? {
        let service =
            level.serviceControlPolicies.count + attached[.service, default: 0] + (level.hasFullAccess ? 1 : 0)
        guard service > 0 else {
            return "\(what) has no service control policy, and AWS asks for one at least; attach another or keep "
                + "FullAWSAccess"
        }
        let resource = level.resourceControlPolicies.count + attached[.resource, default: 0] + 1
        for (kind, count) in [(ControlPolicyKind.service, service), (.resource, resource)]
        where count > kind.mostAttached {
            return "\(what) has \(count) \(kind) control policies, and AWS takes "
                + "\(kind.mostAttached), the full-access policy included; join some"
        }
        return nil
    }
}
