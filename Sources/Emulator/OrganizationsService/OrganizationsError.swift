package import AWSProtocols

/// An error of AWS Organizations. All that it says when it refuses stands here (docs/aws/organizations-api.md, "Errors").
package struct OrganizationsError: ServiceError {
    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    // MARK: The operation

    /// The target names no operation of this API, or the request has not the form of a call.
    package static func unknownOperation(_ message: String? = nil) -> OrganizationsError {
        OrganizationsError("UnknownOperationException", message)
    }

    // MARK: Who may call

    package static func accessDenied(_ sentence: String) -> OrganizationsError {
        OrganizationsError("AccessDeniedException", sentence)
    }

    package static let unknownCaller = OrganizationsError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid."
    )

    /// The caller's account is a member, and only the management account may do this.
    static let managementOnly = accessDenied("You don't have permissions to access this resource.")

    static let notInUse = OrganizationsError(
        "AWSOrganizationsNotInUseException",
        "Your account is not a member of an organization."
    )

    // MARK: The input

    /// - Parameter reason: of the enumeration of the model: `INVALID_PATTERN`.
    static func invalid(_ reason: String, _ message: String) -> OrganizationsError {
        OrganizationsError("InvalidInputException", message, members: ["Reason": .string(reason)])
    }

    static let invalidToken = invalid(
        "INVALID_NEXT_TOKEN",
        "Get the value for the NextToken parameter from the response to a previous call of the operation."
    )

    static let duplicateTagKey = invalid(
        "DUPLICATE_TAG_KEY",
        "Tag keys must be unique among the tags attached to the same entity."
    )

    static let reservedTagKey = invalid(
        "INVALID_SYSTEM_TAGS_PARAMETER",
        "You specified a tag key that is a system tag."
    )

    static let reservedRoleName = invalid(
        "INVALID_ROLE_NAME",
        "You provided a role name that isn't valid. A role name can't begin with the reserved prefix AWSServiceRoleFor."
    )

    static let unknownService = invalid(
        "UNRECOGNIZED_SERVICE_PRINCIPAL",
        "You specified an unrecognized service principal."
    )

    static let targetNotSupported = invalid(
        "TARGET_NOT_SUPPORTED",
        "You can't perform the specified operation on that target entity."
    )

    static let wrongPartyType = invalid(
        "INVALID_PARTY_TYPE_TARGET",
        "You specified the wrong type of entity (account, organization, or email) as a party."
    )

    static let noAddress = invalid(
        "INVALID_EMAIL_ADDRESS_TARGET",
        "You specified an invalid email address for the invited account owner."
    )

    static let tooManyFilters = invalid(
        "MAX_LIMIT_EXCEEDED_FILTER",
        "You can specify only one filter parameter for the operation."
    )

    static let malformedResourcePolicy = invalid(
        "INVALID_RESOURCE_POLICY_JSON",
        "The provided policy document does not meet the requirements of a resource policy."
    )

    static let resourcePolicyPrincipal = invalid(
        "INVALID_PRINCIPAL",
        "You specified an invalid principal element in the policy."
    )

    static let resourcePolicyAction = invalid(
        "UNSUPPORTED_ACTION_IN_RESOURCE_POLICY",
        "You specified an action that is not supported in a resource policy."
    )

    static let malformedPolicy = OrganizationsError(
        "MalformedPolicyDocumentException",
        "The provided policy document does not meet the requirements of the specified policy type."
    )

    // MARK: It is not there

    private static func missing(_ code: String, _ what: String, _ member: String) -> OrganizationsError {
        OrganizationsError(code, "We can't find \(what) with the \(member) that you specified.")
    }

    static let noPolicy = missing("PolicyNotFoundException", "a policy", "PolicyId")
    static let noTarget = missing("TargetNotFoundException", "a root, OU, account, or policy", "TargetId")
    static let noRoot = missing("RootNotFoundException", "a root", "RootId")
    static let noParent = missing("ParentNotFoundException", "a root or OU", "ParentId")
    static let noChild = missing("ChildNotFoundException", "an organizational unit (OU) or AWS account", "ChildId")
    static let noUnit = missing("OrganizationalUnitNotFoundException", "an OU", "OrganizationalUnitId")
    static let noSource = missing("SourceParentNotFoundException", "a source root or OU", "ParentId")
    static let noDestination = missing(
        "DestinationParentNotFoundException",
        "the destination container (a root or OU)",
        "ParentId"
    )

    static let noAccount = OrganizationsError(
        "AccountNotFoundException",
        "You specified an account that doesn't exist."
    )

    static let noCreateAccountStatus = missing(
        "CreateAccountStatusNotFoundException",
        "an create account request",
        "CreateAccountRequestId"
    )

    static let noHandshake = missing("HandshakeNotFoundException", "a handshake", "HandshakeId")

    static let noResourcePolicy = OrganizationsError(
        "ResourcePolicyNotFoundException",
        "We can't find a resource policy request with the parameter that you specified."
    )

    static let noEffectivePolicy = OrganizationsError(
        "EffectivePolicyNotFoundException",
        "If you ran this action on the management account, this policy type is not enabled. If you ran the action on a "
            + "member account, the account doesn't have an effective policy of this type. Contact the administrator of "
            + "your organization about attaching a policy of this type to the account."
    )

    static let notRegistered = OrganizationsError(
        "AccountNotRegisteredException",
        "The provided account is not a registered delegated administrator for your organization."
    )

    static let notAttached = OrganizationsError(
        "PolicyNotAttachedException",
        "The policy isn't attached to the specified target in the specified root."
    )

    // MARK: It is there already, or in use

    static let policyExists = OrganizationsError(
        "DuplicatePolicyException",
        "A policy with the same name already exists."
    )

    static let attachedAlready = OrganizationsError(
        "DuplicatePolicyAttachmentException",
        "The selected policy is already attached to the specified target."
    )

    static let unitExists = OrganizationsError(
        "DuplicateOrganizationalUnitException",
        "An OU with the same name already exists."
    )

    static let accountIsThere = OrganizationsError(
        "DuplicateAccountException",
        "That account is already present in the specified destination."
    )

    static let unitNotEmpty = OrganizationsError(
        "OrganizationalUnitNotEmptyException",
        "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try "
            + "the operation again."
    )

    static let policyInUse = OrganizationsError(
        "PolicyInUseException",
        "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before "
            + "performing this operation."
    )

    static let enabledAlready = OrganizationsError(
        "PolicyTypeAlreadyEnabledException",
        "The specified policy type is already enabled in the specified root."
    )

    static let notEnabled = OrganizationsError(
        "PolicyTypeNotEnabledException",
        "The specified policy type isn't currently enabled in this root."
    )

    static let typeNotAvailable = OrganizationsError(
        "PolicyTypeNotAvailableForOrganizationException",
        "You can't use the specified policy type with the feature set currently enabled for this organization."
    )

    static let inOrganization = OrganizationsError(
        "AlreadyInOrganizationException",
        "The AWS account is already a member of an organization."
    )

    /// A world has one organization at a time; AWS has as many as there are management accounts.
    static let secondOrganization = OrganizationsError(
        "NotImplemented",
        "Drydock supports one organization at a time, and another account has one.",
        status: 501
    )

    static let organizationNotEmpty = OrganizationsError(
        "OrganizationNotEmptyException",
        "To delete an organization you must first remove all member accounts (except the master)."
    )

    static let managementCannotLeave = OrganizationsError(
        "MasterCannotLeaveOrganizationException",
        "You can't remove a management account from an organization. If you want the management account to become a member "
            + "account in another organization, you must first delete the current organization of the management account."
    )

    static let closedAlready = OrganizationsError(
        "AccountAlreadyClosedException",
        "You attempted to close an account that is already closed."
    )

    static let registeredAlready = OrganizationsError(
        "AccountAlreadyRegisteredException",
        "The provided account is already a delegated administrator for your organization."
    )

    static let handshakeExists = OrganizationsError(
        "DuplicateHandshakeException",
        "A handshake with the same action and target already exists."
    )

    static let handshakeInState = OrganizationsError(
        "HandshakeAlreadyInStateException",
        "The specified handshake is already in the requested state."
    )

    static let handshakeIsOver = OrganizationsError(
        "InvalidHandshakeTransitionException",
        "You can't perform the operation on the handshake in its current state."
    )

    /// - Parameter reason: of the enumeration of the model: `ALREADY_IN_AN_ORGANIZATION`.
    private static func handshakeConstraint(_ reason: String, _ message: String) -> OrganizationsError {
        OrganizationsError("HandshakeConstraintViolationException", message, members: ["Reason": .string(reason)])
    }

    static let invitedIsMember = handshakeConstraint(
        "ALREADY_IN_AN_ORGANIZATION",
        "The handshake request is invalid because the invited account is already a member of an organization."
    )

    static let tooManyAccounts = handshakeConstraint(
        "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
        "You have exceeded the allowed number of AWS accounts."
    )

    static let hasAllFeatures = handshakeConstraint(
        "ORGANIZATION_ALREADY_HAS_ALL_FEATURES",
        "The handshake request is invalid because the organization has already enabled all features."
    )

    static let awaitsAllFeatures = handshakeConstraint(
        "ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION",
        "The handshake request is invalid because the organization has already started the process to enable all features."
    )

    static let invitesNobody = handshakeConstraint(
        "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES",
        "You can't issue new invitations to join an organization while it's in the process of enabling all features."
    )

    // MARK: There are too many, or too few, or it is not the time

    private static func constraint(_ reason: String, _ message: String) -> OrganizationsError {
        OrganizationsError("ConstraintViolationException", message, members: ["Reason": .string(reason)])
    }

    static let tooManyPolicies = constraint(
        "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "You attempted to exceed the number of policies of a certain type that can be attached to an entity at one time."
    )

    static let tooFewPolicies = constraint(
        "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "You attempted to detach a policy from an entity that would cause the entity to have fewer than the minimum "
            + "number of policies of a certain type required."
    )

    static let withoutAllFeatures = constraint(
        "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE",
        "The request failed because the organization does not have all features enabled. Please enable all features in your "
            + "organization and then retry."
    )

    static let managementStaysOpen = constraint(
        "CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
        "You attempted to close the management account."
    )

    static let tooManyClosures = constraint(
        "CLOSE_ACCOUNT_QUOTA_EXCEEDED",
        "You have exceeded close account quota for the past 30 days."
    )

    static let administratorCannotLeave = constraint(
        "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
        "You attempted to remove an account that is registered as a delegated administrator for a service integrated with "
            + "your organization."
    )

    static let waitPeriodActive = constraint(
        "WAIT_PERIOD_ACTIVE",
        "After you create an AWS account, you must wait until at least four days after the account was created."
    )

    static let managementIsNoAdministrator = constraint(
        "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
        "You cannot register master account/yourself as delegated administrator for your organization."
    )

    static let closedIsNoAdministrator = constraint(
        "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
        "You cannot register a suspended account as a delegated administrator."
    )

    static let policyTooLong = constraint(
        "POLICY_CONTENT_LIMIT_EXCEEDED",
        "You attempted to create a policy that is larger than the maximum size."
    )

    static let unitTooDeep = constraint(
        "OU_DEPTH_LIMIT_EXCEEDED",
        "You attempted to create an OU tree that is too many levels deep."
    )

    static let tooManyTags = constraint(
        "MAX_TAG_LIMIT_EXCEEDED",
        "You have exceeded the number of tags allowed on this resource."
    )

    /// A policy that AWS has made.
    static let unmodifiable = invalid(
        "IMMUTABLE_POLICY",
        "You specified a policy that is managed by AWS and can't be modified."
    )

    /// RCPFullAWSAccess, which stays where it is.
    static let undetachable = invalid("NON_DETACHABLE_POLICY", "You specified a policy that can't be detached.")

    // MARK: At the service's end

    package static let throttled = OrganizationsError(
        "TooManyRequestsException",
        "AWS Organizations can't complete your request because another request is already in progress. Try again later."
    )

    package static let failed = OrganizationsError(
        "ServiceException",
        "AWS Organizations can't complete your request because of an internal service error. Try again later.",
        status: 500
    )

    package static func server(_ reason: String) -> OrganizationsError {
        OrganizationsError("ServiceException", reason, status: 500)
    }

    /// What `body` throws, in the words of this service.
    static func of<Result>(_ body: () throws -> Result) throws(OrganizationsError) -> Result {
        do {
            return try body()
        } catch let error as OrganizationsError {
            throw error
        } catch {
            throw .server("\(error)")
        }
    }
}
