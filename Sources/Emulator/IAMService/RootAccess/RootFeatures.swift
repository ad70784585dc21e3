import AWSCore
import AWSProtocols
package import World

/// A feature of central root access, as it stands in the names of operations.
package protocol RootFeatureKind: Sendable {
    static var feature: RootFeature { get }
}

/// Management of the root credentials of member accounts.
package enum RootCredentialsManagement: RootFeatureKind {
    package static let feature = RootFeature.credentialsManagement
}

/// Sessions of AssumeRoot in member accounts.
package enum RootSessions: RootFeatureKind {
    package static let feature = RootFeature.sessions
}

/// EnableOrganizationsRootCredentialsManagement and EnableOrganizationsRootSessions: switches a feature on, for the
/// organization that the account manages.
package struct EnableRootFeature<Kind: RootFeatureKind>: IAMOperation {
    package static var name: String { "EnableOrganizations" + Kind.feature.rawValue }

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.managedOrganization(mayBeDelegated: false, or: .callerIsNotManagementAccount)
        return try call.switchRootFeature(Kind.feature, isEnabled: true)
    }
}

/// DisableOrganizationsRootCredentialsManagement and DisableOrganizationsRootSessions: switches a feature off.
package struct DisableRootFeature<Kind: RootFeatureKind>: IAMOperation {
    package static var name: String { "DisableOrganizations" + Kind.feature.rawValue }

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.managedOrganization()
        return try call.switchRootFeature(Kind.feature, isEnabled: false)
    }
}

/// The features that are switched on.
package struct ListOrganizationsFeatures: IAMOperation {
    package static let name = "ListOrganizationsFeatures"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.managedOrganization().featuresResult
    }
}

extension IAMCall {
    /// The organization that the caller's account manages, where IAM may work in it.
    ///
    /// - Parameters:
    ///   - mayBeDelegated: whether it may also be a member account that administers IAM.
    ///   - refusal: what another member account is told.
    @discardableResult
    fileprivate func managedOrganization(
        mayBeDelegated: Bool = true,
        or refusal: IAMError = .accountNotManagementOrDelegated
    ) throws(IAMError) -> Organization {
        guard let organization = world.organization, !organization.isImplied, organization.contains(accountID) else {
            throw .organizationNotFound
        }
        let administers = organization.delegatedAdministrators(of: RootFeature.service).contains(accountID)
        guard organization.managementAccount == accountID || mayBeDelegated && administers else { throw refusal }
        guard organization.hasAllFeatures else { throw .organizationWithoutAllFeatures }
        guard organization.trustsIAM else { throw .serviceAccessNotEnabled(accountID.value) }
        return organization
    }

    fileprivate func switchRootFeature(_ feature: RootFeature, isEnabled: Bool) throws(IAMError) -> IAMResult {
        do {
            return try world.editOrganization { organization in
                organization.setRootFeature(feature, isEnabled: isEnabled)
                return organization.featuresResult
            }
        } catch {
            throw .server("\(error)")
        }
    }
}

extension Organization {
    fileprivate var featuresResult: IAMResult {
        IAMResult([.text("OrganizationId", id), .texts("EnabledFeatures", rootFeatures.map(\.rawValue))])
    }
}

extension IAMError {
    static let organizationNotFound = IAMError(
        "OrganizationNotFoundException",
        "The request was rejected because no organization is associated with your account."
    )

    static let callerIsNotManagementAccount = IAMError(
        "CallerIsNotManagementAccountException",
        "The request was rejected because the account making the request is not the management account for the "
            + "organization."
    )

    static let accountNotManagementOrDelegated = IAMError(
        "AccountNotManagementOrDelegatedAdministratorException",
        "The request was rejected because the account making the request is not the management account or delegated "
            + "administrator account for centralized root access."
    )

    static let organizationWithoutAllFeatures = IAMError(
        "OrganizationNotInAllFeaturesModeException",
        "The request was rejected because your organization does not have All features enabled."
    )

    static func serviceAccessNotEnabled(_ account: String) -> IAMError {
        IAMError(
            "ServiceAccessNotEnabledException",
            "Trusted Access for IAM not enabled by organization of input account \(account)."
        )
    }
}
