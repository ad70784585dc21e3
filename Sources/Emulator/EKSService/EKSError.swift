package import AWSProtocols

/// An error of EKS's.
package struct EKSError: ServiceError {
    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    package static func accessDenied(_ sentence: String) -> EKSError {
        EKSError("AccessDeniedException", sentence, status: 403)
    }

    /// As terraform-aws-modules/terraform-aws-eks#793 and others have it.
    static func noCluster(_ name: String) -> EKSError {
        EKSError("ResourceNotFoundException", "No cluster found for name: \(name).", status: 404)
    }

    static func invalidParameter(_ message: String) -> EKSError {
        EKSError("InvalidParameterException", message, status: 400)
    }

    /// What stands before EKS answers so where it has nothing of a path.
    package static let unknownPath = EKSError(
        "UnknownOperationException",
        "EKS has no operation of this method and path.",
        status: 404
    )

    package static let unknownCaller = EKSError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        status: 403
    )

    package static let throttled = EKSError("ThrottlingException", "Rate exceeded", status: 400)

    package static let failed = server("Internal server error")

    package static func server(_ reason: String) -> EKSError { EKSError("ServerException", reason, status: 500) }
}
