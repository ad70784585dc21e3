/// What policies let somebody use of whole services, as IAM's reports on last accessed information ask it
/// (docs/aws/iam-api.md, "Last accessed information"): by their actions alone. An allowance counts whatever its
/// resources and conditions are; a denial counts where it is about every resource and has no condition.
package struct ServiceReach: Sendable {
    private let allowing: [PolicyStatement]
    private let denying: [PolicyStatement]

    /// - Parameter documents: all policies that have a say together.
    package init(_ documents: [PolicyDocument]) {
        self.init(allowing: documents, denying: documents)
    }

    /// - Parameters:
    ///   - allowing: the policies whose allowances count.
    ///   - denying: the policies whose denials count.
    package init(allowing: [PolicyDocument], denying: [PolicyDocument]) {
        self.allowing = allowing.flatMap(\.statements).filter { $0.effect == .allow }
        self.denying = denying.flatMap(\.statements).filter { $0.effect == .deny && $0.isUnlimited }
    }

    /// - Parameter action: with its service prefix: `ecr:PutImage`.
    package func allows(_ action: String) -> Bool {
        allowing.contains { $0.matches(action: action) } && !denying.contains { $0.matches(action: action) }
    }

    /// Whether any action of a service is allowed.
    package func allows(_ service: ServiceNamespace) -> Bool {
        guard service.actions.isEmpty else { return service.actions.contains { allows($0.name) } }
        return allowing.contains { statement in statement.probes(of: service.prefix).contains { allows($0) } }
    }

    /// The services of which any action is allowed, by prefix.
    package var services: [ServiceNamespace] { Self.services(allowedBy: [self]) }

    /// The services of which any action is allowed by every one of several, such as the levels of an organization.
    package static func services(allowedBy all: [ServiceReach]) -> [ServiceNamespace] {
        ServiceNamespace.all.filter { service in
            service.actions.isEmpty
                ? all.allSatisfy { $0.allows(service) }
                : service.actions.contains { action in all.allSatisfy { $0.allows(action.name) } }
        }
    }
}

extension PolicyStatement {
    /// Whether it is about every resource, and always.
    fileprivate var isUnlimited: Bool {
        conditions.isEmpty && resources.map { !$0.isNegated && $0.values.contains { $0.text == "*" } } ?? true
    }

    /// Texts that stand for actions of a service whose actions are not known here: what the statement itself says of
    /// them, which its own patterns match.
    fileprivate func probes(of prefix: String) -> [String] {
        guard !actions.isNegated else { return [prefix + ":*"] }
        return actions.values.compactMap { entry in
            let parts = entry.text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts[0] == "*" || parts[0].lowercased() == prefix else { return nil }
            return prefix + ":" + (parts.count > 1 ? String(parts[1]) : "*")
        }
    }
}
