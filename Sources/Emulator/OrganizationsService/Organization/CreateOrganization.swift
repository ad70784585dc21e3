package import AWSProtocols
import World

/// Makes the caller's account the management account of a new organization (docs/aws/organizations-api.md,
/// "Organizations").
package struct CreateOrganization: OrganizationsOperation {
    package static let name = "CreateOrganization"
    package static let callers = OrganizationsCallers.anyone

    private let featureSet: OrganizationFeatureSet

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        featureSet = try input.word("FeatureSet", of: OrganizationFeatureSet.self) ?? .all
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let account = call.caller.accountID
        let organization = try call.editWorld { (edit) throws(OrganizationsError) in
            if let organization = edit.organization {
                throw organization.contains(account) ? .inOrganization : .secondOrganization
            }
            return edit.createOrganization(by: account, hasAllFeatures: featureSet == .all)
        }
        return ["Organization": call.organizationShape(organization)]
    }
}

/// Takes an organization away that has no account left but the management account, with its units and policies.
package struct DeleteOrganization: OrganizationsOperation {
    package static let name = "DeleteOrganization"

    package init(_ input: inout OrganizationsInput) {}

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editWorld { (edit) throws(OrganizationsError) in
            guard edit.organization?.accounts.count == 1 else { throw .organizationNotEmpty }
            edit.organization = nil
        }
        return [:]
    }
}
