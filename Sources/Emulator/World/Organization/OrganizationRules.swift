import AWSCore

/// What AWS Organizations asks of policies and levels. Each rule answers what is wrong and what to do, or nil.
package enum OrganizationRules {
    /// The policies that AWS attaches by itself.
    static let usualPolicies = ["FullAWSAccess", "RCPFullAWSAccess"]

    static func name(_ name: String) -> String? {
        let isName = (1...128).contains(name.count) && name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard isName else { return "'\(name)' is not a name of a policy; write 1 to 128 ASCII characters" }
        return usualPolicies.contains(name)
            ? "'\(name)' is a policy that AWS attaches by itself; choose another name" : nil
    }

    static func accountName(_ name: String) -> String? {
        let isName = (1...50).contains(name.utf8.count) && name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        return isName ? nil : "'\(name)' is not a name of an account; write 1 to 50 ASCII characters"
    }

    static func email(_ text: String) -> String? {
        isEmail(text) && (6...64).contains(text.utf16.count)
            ? nil : "'\(text)' is not an address; write one such as team@example.com, of 6 to 64 characters"
    }

    /// Whether a text has the form of an address: `[^\s@]+@[^\s@]+\.[^\s@]+`.
    package static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else { return false }
        return parts[1].dropFirst().dropLast().contains(".")
    }

    /// The principal of a service, such as `config.amazonaws.com`.
    static func service(_ name: String) -> String? {
        let isName =
            (1...128).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isWordCharacter || "+=,.@-".utf8.contains($0) }
        return isName ? nil : "'\(name)' is not the principal of a service; write one such as config.amazonaws.com"
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
