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

    // MARK: There are too many, or too few

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
}
