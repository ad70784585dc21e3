package import AWSProtocols
import Images

/// An error of the ECR API. All that ECR says when it refuses stands here, word for word (docs/aws/ecr.md, "Errors"),
/// but what its registry says as well, which is ``ImagesError``'s.
package struct ECRError: ServiceError {
    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    // MARK: The operation

    /// The target names no operation of this API, or the request has not the form of a call.
    package static func unknownOperation(_ message: String? = nil) -> ECRError {
        ECRError("UnknownOperationException", message)
    }

    // MARK: The input

    /// The body is not JSON, or a member has another type.
    package static func serialization(_ message: String) -> ECRError {
        ECRError("SerializationException", message)
    }

    /// The one form of all parameter errors (docs/aws/ecr.md, "Parameter errors").
    package static func invalidParameter(_ member: String, _ constraint: String) -> ECRError {
        ECRError(ImagesError.invalidParameter(member, constraint))
    }

    package static let invalidARN = invalidParameter("resourceArn", "Invalid ARN")

    // MARK: Tags of resources

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

    // MARK: The rest

    package static func accessDenied(_ sentence: String) -> ECRError {
        ECRError("AccessDeniedException", sentence)
    }

    package static let unknownCaller = ECRError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid."
    )

    package static let throttled = ECRError("ThrottlingException", "Rate exceeded")

    /// The text is what the model says of the exception.
    package static let failed = server("These errors are usually caused by a server-side issue.")

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

/// The names of ECR Public's protocol.
package enum ECRPublic {
    /// What `X-Amz-Target` begins with.
    package static let targetPrefix = "SpencerFrontendService."
    package static let eventSource = "ecr-public.amazonaws.com"
    /// As signatures have it.
    package static let signingName = "ecr-public"
}
