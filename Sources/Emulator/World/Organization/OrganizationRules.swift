/// What AWS Organizations asks of policies and levels. Each rule answers what is wrong and what to do, or nil.
enum OrganizationRules {
    static func name(_ name: String) -> String? {
        let isName = (1...128).contains(name.count) && name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard isName else { return "'\(name)' is not a name of a policy; write 1 to 128 ASCII characters" }
        return ["FullAWSAccess", "RCPFullAWSAccess"].contains(name)
            ? "'\(name)' is a policy that AWS attaches by itself; choose another name" : nil
    }

    static func level(_ level: PolicyLevel, of what: String) -> String? {
        let service = level.serviceControlPolicies.count + (level.hasFullAccess ? 1 : 0)
        guard service > 0 else {
            return "\(what) has no service control policy, and AWS asks for one at least; attach another or keep "
                + "FullAWSAccess"
        }
        let attached = [ControlPolicyKind.service: service, .resource: level.resourceControlPolicies.count + 1]
        for kind in ControlPolicyKind.allCases where attached[kind, default: 0] > kind.mostAttached {
            return "\(what) has \(attached[kind, default: 0]) \(kind) control policies, and AWS takes "
                + "\(kind.mostAttached), the full-access policy included; join some"
        }
        return nil
    }
}
