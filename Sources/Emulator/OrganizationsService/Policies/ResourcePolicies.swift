import AWSCore
package import AWSProtocols
package import IAM
package import World

/// Puts the policy that delegates what the management account may do to its members.
package struct PutResourcePolicy: OrganizationsOperation {
    package static let name = "PutResourcePolicy"
    package static let otherActions = ["organizations:TagResource"]

    private let content: String
    private let tags: OrganizationsTagParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        content = try input.requiredText("Content", .resourcePolicyContent)
        tags = try OrganizationsTagParameters(&input)
    }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: OrganizationsCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("organizations:TagResource", about: nil, tags.conditions)]
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let document: PolicyDocument
        do {
            document = try PolicyDocument(json: content, kind: OrganizationResourcePolicy.kind)
        } catch {
            throw OrganizationsError.malformedResourcePolicy.because("\(error)")
        }
        guard document.names(onlyActionsOf: "organizations") else { throw .resourcePolicyAction }
        return try call.edit { (organization) throws(OrganizationsError) in
            guard organization.hasAllFeatures else { throw .withoutAllFeatures }
            for principal in document.principals where !organization.isMember(principal) {
                throw .resourcePolicyPrincipal
            }
            let old = organization.resourcePolicy
            // Tags are for a policy that is new.
            guard old == nil || tags.isEmpty else { throw .targetNotSupported }
            let values = try tags.merged(into: old?.tags ?? [:])
            organization.resourcePolicy = OrganizationResourcePolicy(
                id: organization.resourcePolicyID,
                document: document,
                tags: values
            )
            return try call.resourcePolicyAnswer(organization)
        }
    }
}

/// The policy that delegates.
package struct DescribeResourcePolicy: OrganizationsOperation {
    package static let name = "DescribeResourcePolicy"
    package static let callers = OrganizationsCallers.administrators

    package init(_ input: inout OrganizationsInput) {}

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.resourcePolicyAnswer(try call.organization())
    }
}

/// Takes the policy away that delegates.
package struct DeleteResourcePolicy: OrganizationsOperation {
    package static let name = "DeleteResourcePolicy"

    package init(_ input: inout OrganizationsInput) {}

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            guard organization.resourcePolicy != nil else { throw .noResourcePolicy }
            organization.resourcePolicy = nil
        }
        return [:]
    }
}

extension OrganizationsCall {
    fileprivate func resourcePolicyAnswer(_ organization: Organization) throws(OrganizationsError) -> JSONValue {
        guard let policy = organization.resourcePolicy else { throw .noResourcePolicy }
        let summary: JSONValue = [
            "Id": .string(policy.id), "Arn": text(organization.arn(of: policy.id, in: partition)),
        ]
        return ["ResourcePolicy": ["ResourcePolicySummary": summary, "Content": .string(policy.document.text)]]
    }
}

extension Organization {
    /// Whether a policy may delegate to a principal: a member, or somebody in it.
    fileprivate func isMember(_ principal: PolicyPrincipal) -> Bool {
        switch principal.kind {
        case .account(let account): contains(account)
        case .arn(let arn): AccountID(arn.account).map(contains) ?? false
        case .everyone, .service, .federated, .canonicalUser, .uniqueID: false
        }
    }
}
