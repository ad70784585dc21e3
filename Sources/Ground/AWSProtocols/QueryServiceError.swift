/// An error of a service that speaks the Query protocol: what all these services say in the same words
/// (docs/aws/sts.md, "Errors"; docs/aws/iam-api.md, "Errors").
package protocol QueryServiceError: ServiceError {
    /// As messages name the service: `IAM`.
    static var serviceName: String { get }

    /// The one version of its API: `2010-05-08`.
    static var version: String { get }
}

extension QueryServiceError {
    // MARK: The operation

    /// No such action, or another version.
    package static func unknownAction(_ name: String, version: String?) -> Self {
        Self("InvalidAction", "Could not find operation \(name) for version \(version ?? "NO_VERSION_SPECIFIED")")
    }

    /// The request names no action.
    package static var missingAction: Self {
        Self(
            "MissingAction",
            "The request is missing an action or a required parameter: send Action and Version=\(version)."
        )
    }

    /// A path or a method that the service does not have.
    package static func unknownOperation(_ method: String, _ path: String) -> Self {
        Self(
            "UnknownOperationException",
            "\(serviceName) answers GET and POST of /, not \(method) of \(path).",
            status: 404
        )
    }

    package static var malformedForm: Self {
        Self("MalformedQueryString", "The parameters are not application/x-www-form-urlencoded text in UTF-8.")
    }

    // MARK: Who may call

    package static func accessDenied(_ sentence: String) -> Self { Self("AccessDenied", sentence, status: 403) }

    package static var unknownCaller: Self {
        Self("InvalidClientTokenId", "The security token included in the request is invalid.", status: 403)
    }

    // MARK: At the service's end

    package static var throttled: Self { Self("Throttling", "Rate exceeded") }
}
