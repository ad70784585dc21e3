package import AWSCore

/// An error of the ECR API. All that ECR says when it refuses stands here, word for word (emulator.md A.3 and D.3).
package struct ECRError: Error, Sendable, Equatable {
    package let code: String
    /// Nil for the few errors that AWS sends without a text.
    package let message: String?
    /// 400 for every mistake of the client's, access denials included.
    package let status: Int

    package init(_ code: String, _ message: String?, status: Int = 400) {
        self.code = code
        self.message = message
        self.status = status
    }

    // MARK: The operation

    /// A.3: the target names no operation of this API, or the request has not the form of a call.
    package static func unknownOperation(_ message: String? = nil) -> ECRError {
        ECRError("UnknownOperationException", message)
    }

    // MARK: The input

    /// A.3: the body is not JSON, or a member has another type.
    package static func serialization(_ message: String) -> ECRError {
        ECRError("SerializationException", message)
    }

    /// D.3: the one form of all parameter errors.
    package static func invalidParameter(_ member: String, _ constraint: String) -> ECRError {
        ECRError(
            "InvalidParameterException",
            "Invalid parameter at '\(member)' failed to satisfy constraint: '\(constraint)'"
        )
    }

    package static func missing(_ member: String) -> ECRError {
        invalidParameter(member, "must not be null")
    }

    package static let invalidTag = ECRError(
        "InvalidTagParameterException",
        "Tag keys can have a maximum character length of 128 characters, and tag values can have a maximum length of "
            + "256 characters."
    )

    package static let reservedTag = ECRError(
        "InvalidTagParameterException",
        "Tag keys and values cannot begin with 'aws:', which is reserved."
    )

    package static let duplicateTag = ECRError("InvalidTagParameterException", "Duplicate tag keys found.")

    package static let tooManyTags = ECRError(
        "TooManyTagsException",
        "The list of tags on the repository is over the limit. The maximum number of tags that can be applied to a "
            + "repository is 50."
    )

    // MARK: The state

    package static func repositoryNotFound(_ name: String, in registry: AccountID) -> ECRError {
        ECRError(
            "RepositoryNotFoundException",
            "The repository with name '\(name)' does not exist in the registry with id '\(registry)'"
        )
    }

    package static func repositoryAlreadyExists(_ name: String, in registry: AccountID) -> ECRError {
        ECRError(
            "RepositoryAlreadyExistsException",
            "The repository with name '\(name)' already exists in the registry with id '\(registry)'"
        )
    }

    // MARK: The rest

    /// An IAM refusal; `sentence` is that of F.9.
    package static func accessDenied(_ sentence: String) -> ECRError {
        ECRError("AccessDeniedException", sentence)
    }

    /// Something inside the emulator failed; nothing was changed.
    package static func server(_ reason: String) -> ECRError {
        ECRError("ServerException", reason, status: 500)
    }
}

/// The names of the ECR API's protocol.
package enum ECR {
    /// What `X-Amz-Target` begins with.
    package static let targetPrefix = "AmazonEC2ContainerRegistry_V20150921."
    package static let eventSource = "ecr.amazonaws.com"
}
