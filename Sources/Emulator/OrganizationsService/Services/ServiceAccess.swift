package import AWSProtocols
package import IAM
import World

/// Lets a service work in all accounts of the organization.
package struct EnableAWSServiceAccess: OrganizationsOperation {
    package static let name = "EnableAWSServiceAccess"

    private let service: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        service = try input.requiredText("ServicePrincipal", .servicePrincipal)
    }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { .of(service: service) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            guard organization.hasAllFeatures else { throw .withoutAllFeatures }
            guard TrustedService.isKnown(service) else { throw .unknownService }
            guard organization.trustedServices[service] == nil else { return }
            organization.setServiceAccess(since: edit.now, of: service)
        }
        return [:]
    }
}

/// Takes that from a service, with the accounts that administer it.
package struct DisableAWSServiceAccess: OrganizationsOperation {
    package static let name = "DisableAWSServiceAccess"

    private let service: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        service = try input.requiredText("ServicePrincipal", .servicePrincipal)
    }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { .of(service: service) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            guard organization.hasAllFeatures else { throw .withoutAllFeatures }
            guard TrustedService.isKnown(service) else { throw .unknownService }
            organization.setServiceAccess(since: nil, of: service)
            for account in organization.delegatedAdministrators(of: service) {
                organization.setDelegations(
                    organization.delegations(of: account).filter { $0.key != service },
                    of: account
                )
            }
        }
        return [:]
    }
}

/// The services that work in all accounts of the organization.
package struct ListAWSServiceAccessForOrganization: OrganizationsOperation {
    package static let name = "ListAWSServiceAccessForOrganization"
    package static let callers = OrganizationsCallers.administrators

    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        page = try OrganizationsPageParameters(&input)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        guard organization.hasAllFeatures else { throw .withoutAllFeatures }
        return try page.page(
            "EnabledServicePrincipals",
            of: Self.name,
            organization.trustedServices.sorted { $0.key < $1.key }.map {
                ["ServicePrincipal": .string($0.key), "DateEnabled": call.moment($0.value)]
            }
        )
    }
}
