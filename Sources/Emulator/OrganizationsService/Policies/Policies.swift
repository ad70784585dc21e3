package import AWSProtocols
package import IAM
package import World

/// Makes a policy, which is attached to nothing yet.
package struct OrganizationsCreatePolicy: OrganizationsOperation {
    package static let name = "CreatePolicy"
    package static let callers = OrganizationsCallers.delegates
    package static let otherActions = ["organizations:TagResource"]

    private let content: String
    private let summary: String
    private let policyName: String
    private let type: PolicyType
    private let tags: OrganizationsTagParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        content = try input.requiredText("Content", .content)
        summary = try input.requiredText("Description", .summary)
        policyName = try input.requiredText("Name", .name)
        type = try input.requiredWord("Type", of: PolicyType.self, placeholder: .tag)
        tags = try OrganizationsTagParameters(&input)
    }

    package func conditions(_ call: OrganizationsCall) -> RequestContext {
        var context = call.conditions(of: type)
        context.merge(tags.conditions)
        return context
    }

    package func otherQuestions(_ call: OrganizationsCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("organizations:TagResource", about: nil, tags.conditions)]
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let kind = try type.known()
        let document = try PolicyContent.read(content, kind)
        return try call.edit { (organization) throws(OrganizationsError) in
            guard organization.hasAllFeatures else { throw .typeNotAvailable }
            try organization.refuseName(policyName)
            let policy = organization.newPolicy(
                kind,
                policyName,
                summary: summary,
                document: document,
                tags: try tags.merged(into: [:])
            )
            return ["Policy": call.policyShape(policy, organization)]
        }
    }
}

/// Changes a policy's name, description or content. What is not given stays.
package struct UpdatePolicy: OrganizationsOperation {
    package static let name = "UpdatePolicy"
    package static let callers = OrganizationsCallers.delegates

    private let id: String
    private let policyName: String?
    private let summary: String?
    private let content: String?

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("PolicyId", .policyID)
        policyName = try input.text("Name", .name)
        summary = try input.text("Description", .summary)
        content = try input.text("Content", .content)
    }

    package var subjects: [String] { [id] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(ofPolicy: id) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            var policy = try organization.changeablePolicy(id)
            if let policyName, policyName != policy.name {
                try organization.refuseName(policyName)
                policy.name = policyName
            }
            if let summary { policy.summary = summary }
            if let content { policy.document = try PolicyContent.read(content, policy.kind) }
            organization.put(policy)
            return ["Policy": call.policyShape(policy, organization)]
        }
    }
}

/// Takes away a policy that is attached to nothing.
package struct OrganizationsDeletePolicy: OrganizationsOperation {
    package static let name = "DeletePolicy"
    package static let callers = OrganizationsCallers.delegates

    private let id: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("PolicyId", .policyID)
    }

    package var subjects: [String] { [id] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(ofPolicy: id) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            guard try organization.changeablePolicy(id).targets.isEmpty else { throw .policyInUse }
            organization.deletePolicy(id)
        }
        return [:]
    }
}

/// One policy with its content.
package struct DescribePolicy: OrganizationsOperation {
    package static let name = "DescribePolicy"
    package static let callers = OrganizationsCallers.administrators

    private let id: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("PolicyId", .policyID)
    }

    package var subjects: [String] { [id] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(ofPolicy: id) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        if let full = FullAccessPolicy(id: id), let document = full.document(in: call.partition) {
            return ["Policy": ["PolicySummary": call.summaryShape(full), "Content": .string(document.text)]]
        }
        guard let policy = organization.policy(id) else { throw .noPolicy }
        return ["Policy": call.policyShape(policy, organization)]
    }
}

/// The policies of a type, AWS's own first.
package struct OrganizationsListPolicies: OrganizationsOperation {
    package static let name = "ListPolicies"
    package static let callers = OrganizationsCallers.administrators

    private let type: PolicyType
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        type = try input.requiredWord("Filter", of: PolicyType.self, placeholder: .tag)
        page = try OrganizationsPageParameters(&input)
    }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(of: type) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        var policies: [JSONValue] = []
        if let kind = type.kind {
            policies =
                [call.summaryShape(FullAccessPolicy(kind))]
                + organization.policies.filter { $0.kind == kind }.map { call.summaryShape($0, organization) }
        }
        return try page.page("Policies", of: "\(Self.name) \(type.rawValue)", policies)
    }
}

extension Organization {
    /// Refuses a name that another policy has.
    fileprivate func refuseName(_ name: String) throws(OrganizationsError) {
        let names = policies.map(\.name) + ControlPolicyKind.allCases.map { FullAccessPolicy($0).name }
        guard !names.contains(name) else { throw .policyExists }
    }
}
