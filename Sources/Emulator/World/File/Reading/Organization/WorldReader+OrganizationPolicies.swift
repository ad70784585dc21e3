import AWSCore
import IAM

/// Policies of the organization that are entities of their own, the types of policies, and tags.
extension WorldReader {
    /// - Parameter organization: with all of its units and accounts, to which policies are attached.
    func readPolicies(
        _ record: [OrganizationKey: YAMLField],
        into organization: inout Organization
    ) throws(WorldFileError) {
        for member in try record[.policies]?.members() ?? [] {
            organization.put(try organizationPolicy(member, organization))
        }
        for entry in try record[.disabledPolicyTypes]?.list() ?? [] {
            let kind = try kind(entry)
            guard organization.isEnabled(kind) else { throw entry.error("\(kind.typeName) stands twice; keep one") }
            if let policy = organization.policies.first(where: { $0.kind == kind && !$0.targets.isEmpty }) {
                throw entry.error(
                    "policy \(policy.id) is attached, and policies of a type that is disabled are not; take its targets out"
                )
            }
            organization.enable(kind, false)
        }
        for member in try record[.tags]?.members() ?? [] {
            guard organization.target(member.key) != nil else {
                throw member.value.error(at: member.line, Self.missing(member.key))
            }
            organization.setTags(try tags(member.value, of: member.value), of: member.key)
        }
    }

    private func organizationPolicy(
        _ member: YAMLField.Member,
        _ organization: Organization
    ) throws(WorldFileError) -> OrganizationPolicy {
        guard OrganizationPolicy.isID(member.key) else {
            throw member.value.error(
                at: member.line,
                "'\(member.key)' is not the ID of a policy; write p- and 8 to 128 letters, digits or underscores"
            )
        }
        let field = member.value.named("policy '\(member.key)'")
        let record = try field.record(OrganizationPolicyKey.self)
        guard let type = record[.type], let name = record[.name], let document = record[.document] else {
            throw field.error(at: member.line, "\(field.what) takes type, name and document; add what is missing")
        }
        let kind = try kind(type)
        let policy = try document.policy(kind.documentKind)
        try document.refuse(PolicyRules.size(policy.document, of: field.what))
        return OrganizationPolicy(
            id: member.key,
            kind: kind,
            name: try policyName(name),
            summary: try record[.description]?.text() ?? "",
            document: policy.document,
            tags: try tags(record[.tags], of: field),
            targets: try record[.targets].map { list throws(WorldFileError) in try targets(list, organization) } ?? []
        )
    }

    private func kind(_ field: YAMLField) throws(WorldFileError) -> ControlPolicyKind {
        let word = try field.choice(of: ControlPolicyKind.allCases.map(\.typeName))
        return ControlPolicyKind.allCases.first { $0.typeName == word } ?? .service
    }

    private func policyName(_ field: YAMLField) throws(WorldFileError) -> String {
        let name = try field.text()
        guard (1...128).contains(name.count), !OrganizationRules.usualPolicies.contains(name) else {
            throw field.error(
                "'\(name)' is not a name of a policy; write 1 to 128 characters, and not the name of one of AWS's"
            )
        }
        return name
    }

    /// The IDs of the root, units and accounts.
    private func targets(_ field: YAMLField, _ organization: Organization) throws(WorldFileError) -> [String] {
        var targets: [String] = []
        for entry in try field.list() {
            let id = try entry.text()
            guard organization.target(id) != nil else { throw entry.error(Self.missing(id)) }
            guard !targets.contains(id) else { throw entry.error("'\(id)' stands twice in \(field.what); keep one") }
            targets.append(id)
        }
        return targets.sorted()
    }

    private static func missing(_ id: String) -> String {
        "the organization has no '\(id)'; write its root_id, the id of a unit, or one of its accounts"
    }
}
