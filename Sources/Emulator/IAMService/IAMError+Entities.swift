import AWSCore
import AWSProtocols

/// What IAM says of what there is not, of what there is already, and of what is still in use.
extension IAMError {
    // MARK: There is none

    static func absent(_ message: String) -> IAMError { IAMError("NoSuchEntity", message, status: 404) }

    /// - Parameter kind: `user`, `group` or `role`.
    static func noEntity(_ kind: String, _ name: String) -> IAMError {
        absent("The \(kind) with name \(name) cannot be found.")
    }

    static func noUser(_ name: String) -> IAMError { noEntity("user", name) }
    static func noGroup(_ name: String) -> IAMError { noEntity("group", name) }
    static func noRole(_ name: String) -> IAMError { noEntity("role", name) }
    static func noPolicy(_ arn: String) -> IAMError { absent("Policy \(arn) was not found.") }
    static func notAttachable(_ arn: String) -> IAMError {
        absent("Policy \(arn) does not exist or is not attachable.")
    }

    static func noPolicyVersion(_ version: String, of arn: String) -> IAMError {
        absent("Policy \(arn) version \(version) does not exist or is not attachable.")
    }

    static func noAccessKey(_ id: String) -> IAMError { absent("The Access Key with id \(id) cannot be found.") }
    static func noInstanceProfile(_ name: String) -> IAMError { absent("Instance Profile \(name) cannot be found.") }
    static func noDevice(_ serial: String) -> IAMError {
        absent("MFA Device with serial number \(serial) cannot be found.")
    }

    static func noVirtualDevice(_ serial: String) -> IAMError {
        absent("VirtualMFADevice with serial number \(serial) doesn't exist.")
    }

    static func noOIDCProvider(_ arn: String) -> IAMError { absent("OpenIDConnect Provider not found for arn \(arn)") }
    static func noSAMLProvider(_ arn: String) -> IAMError { absent("Manifest not found for arn \(arn)") }

    static func noAlias(_ alias: String) -> IAMError { absent("The account alias with name \(alias) cannot be found.") }

    // MARK: There is one already

    static func exists(_ message: String) -> IAMError { IAMError("EntityAlreadyExists", message, status: 409) }

    /// - Parameter kind: `User`, `Group` or `Role`.
    static func exists(_ kind: String, _ name: String) -> IAMError {
        exists("\(kind) with name \(name) already exists.")
    }

    static func policyExists(_ name: String) -> IAMError {
        exists("A policy called \(name) already exists. Duplicate names are not allowed.")
    }

    // MARK: It is in use

    static func inUse(_ message: String) -> IAMError { IAMError("DeleteConflict", message, status: 409) }

    /// - Parameter first: what is to be done before, such as `delete access keys`.
    static func mustFirst(_ first: String) -> IAMError { inUse("Cannot delete entity, must \(first) first.") }

    static let policyAttached = inUse("Cannot delete a policy attached to entities.")

    static let policyHasVersions = inUse(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The "
            + "default version is deleted with the policy."
    )

    static let defaultVersion = inUse("Cannot delete the default version of a policy.")

    // MARK: There are too many, or it is too large

    static func limit(_ message: String) -> IAMError { IAMError("LimitExceeded", message, status: 409) }

    /// - Parameter quota: as IAM names it, such as `AccessKeysPerUser`.
    static func quota(_ quota: String, _ limit: Int) -> IAMError {
        self.limit("Cannot exceed quota for \(quota): \(limit)")
    }

    static let tooManyVersions = limit(
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing "
            + "version."
    )

    static let tooManyTags = limit("The number of tags has reached the maximum limit.")

    // MARK: It is not to be changed

    /// Policies of roles of services are these roles' alone.
    static let ofService = IAMError(
        "PolicyNotAttachable",
        "Cannot attach a Service Role Policy to a Customer Role."
    )

    static func serviceLinked(_ name: String) -> IAMError {
        IAMError(
            "UnmodifiableEntity",
            "Cannot perform the operation on the protected role '\(name)' - this role is only modifiable by AWS"
        )
    }
}
