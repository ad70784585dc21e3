package import AWSProtocols
import Images

/// An error of the ECR API. All that ECR says when it refuses stands here, word for word (emulator.md A.3 and D.3), but
/// what its registry says as well, which is ``ImagesError``'s.
package struct ECRError: Error, Sendable, Equatable {
    package let code: String
    /// Nil for the few errors that AWS sends without a text.
    package let message: String?
    /// 400 for every mistake of the client's, access denials included.
    package let status: Int
    /// What some errors say besides.
    package let members: [String: JSONValue]

    package init(_ code: String, _ message: String?, status: Int = 400, members: [String: JSONValue] = [:]) {
        self.code = code
        self.message = message
        self.status = status
        self.members = members
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
        ECRError(ImagesError.invalidParameter(member, constraint))
    }

    /// A value that is none of those the member takes.
    package static func notOneOf(_ values: [String], at member: String) -> ECRError {
        invalidParameter(member, "Member must satisfy enum value set: [\(values.joined(separator: ", "))]")
    }

    /// A list or text that is shorter than it may be.
    package static func tooShort(_ member: String, _ least: Int) -> ECRError {
        invalidParameter(member, "Member must have length greater than or equal to \(least)")
    }

    /// A list or text that is longer than it may be.
    package static func tooLong(_ member: String, _ most: Int) -> ECRError {
        invalidParameter(member, "Member must have length less than or equal to \(most)")
    }

    /// An element of a list that breaks a rule: all of its rules are told, at the list's name, in AWS's order (known of
    /// registryIds, aws-actions/amazon-ecr-login#225).
    ///
    /// - Parameters:
    ///   - length: the least and the most characters.
    ///   - pattern: as AWS prints it.
    package static func invalidElement(
        of list: String,
        length: ClosedRange<Int>? = nil,
        pattern: String? = nil
    ) -> ECRError {
        var rules: [String] = []
        if let length {
            rules.append("Member must have length less than or equal to \(length.upperBound)")
            rules.append("Member must have length greater than or equal to \(length.lowerBound)")
        }
        if let pattern { rules.append("Member must satisfy regular expression pattern: \(pattern)") }
        return invalidParameter(list, "Member must satisfy constraint: [\(rules.joined(separator: ", "))]")
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

    /// An IAM refusal; `sentence` is that of F.9.
    package static func accessDenied(_ sentence: String) -> ECRError {
        ECRError("AccessDeniedException", sentence)
    }

    /// A.3.
    package static let throttled = ECRError("ThrottlingException", "Rate exceeded", status: 400)

    /// A.5; the text is what the model says of the exception.
    package static let failed = server("These errors are usually caused by a server-side issue.")

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
