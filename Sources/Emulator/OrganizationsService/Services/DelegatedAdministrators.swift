import AWSCore
package import AWSProtocols
package import IAM
import World

/// Has a member account administer a service for the organization. It may then read what the organization has.
package struct RegisterDelegatedAdministrator: OrganizationsOperation {
    package static let name = "RegisterDelegatedAdministrator"

    private let account: String
    private let service: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
        service = try input.requiredText("ServicePrincipal", .servicePrincipal)
    }

    package var subjects: [String] { [account] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { .of(service: service) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            guard organization.hasAllFeatures else { throw .withoutAllFeatures }
            let id = try organization.member(account)
            guard id != organization.managementAccount else { throw .managementIsNoAdministrator }
            guard edit.account(id)?.isClosed != true else { throw .closedIsNoAdministrator }
            var services = organization.delegations(of: id)
            guard services[service] == nil else { throw .registeredAlready }
            guard TrustedService.isKnown(service) else { throw .unknownService }
            services[service] = edit.now
            organization.setDelegations(services, of: id)
        }
        return [:]
    }
}

/// Takes that from an account.
package struct DeregisterDelegatedAdministrator: OrganizationsOperation {
    package static let name = "DeregisterDelegatedAdministrator"

    private let account: String
    private let service: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
        service = try input.requiredText("ServicePrincipal", .servicePrincipal)
    }

    package var subjects: [String] { [account] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { .of(service: service) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            let id = try organization.member(account)
            guard id != organization.managementAccount else { throw .managementIsNoAdministrator }
            var services = organization.delegations(of: id)
            guard !services.isEmpty else { throw .notRegistered }
            guard services.removeValue(forKey: service) != nil else {
                throw TrustedService.isKnown(service) ? .notRegistered : .unknownService
            }
            organization.setDelegations(services, of: id)
        }
        return [:]
    }
}

/// The accounts that administer services, or one of them.
package struct ListDelegatedAdministrators: OrganizationsOperation {
    package static let name = "ListDelegatedAdministrators"
    package static let callers = OrganizationsCallers.administrators

    private let service: String?
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        service = try input.text("ServicePrincipal", .servicePrincipal)
        page = try OrganizationsPageParameters(&input)
    }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { .of(service: service) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        guard service.map(TrustedService.isKnown) ?? true else { throw .unknownService }
        return try page.page(
            "DelegatedAdministrators",
            of: "\(Self.name) \(service ?? "")",
            organization.delegatedAdministrators(of: service).map { call.administratorShape($0, organization) }
        )
    }
}

/// The services that an account administers.
package struct ListDelegatedServicesForAccount: OrganizationsOperation {
    package static let name = "ListDelegatedServicesForAccount"
    package static let callers = OrganizationsCallers.administrators

    private let account: String
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        account = try input.requiredText("AccountId", .accountID)
        page = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [account] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        let services = organization.delegations(of: try organization.member(account))
        guard !services.isEmpty else { throw .notRegistered }
        return try page.page(
            "DelegatedServices",
            of: "\(Self.name) \(account)",
            services.sorted { $0.key < $1.key }.map {
                ["ServicePrincipal": .string($0.key), "DelegationEnabledDate": call.moment($0.value)]
            }
        )
    }
}
