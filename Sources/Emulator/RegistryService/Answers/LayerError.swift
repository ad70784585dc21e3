package import AWSProtocols

/// An error of S3's, where the registry sends clients for layers (docs/aws/registry.md, "Downloads"). S3's texts.
package struct LayerError: ServiceError {
    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    package static let accessDenied = LayerError("AccessDenied", "Access Denied", status: 403)

    /// S3 does not say why.
    package static func accessDenied(_: String) -> LayerError { accessDenied }

    package static let unknownCaller = accessDenied

    package static let expired = LayerError("AccessDenied", "Request has expired", status: 403)

    package static let signatureDiffers = LayerError(
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing "
            + "method.",
        status: 403
    )

    /// A client must not forward its `Authorization` to the host that it is sent to.
    package static let twoMechanisms = LayerError(
        "InvalidArgument",
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter "
            + "or the Authorization header should be specified",
        status: 400
    )

    package static let noSuchKey = LayerError("NoSuchKey", "The specified key does not exist.", status: 404)

    package static let methodNotAllowed = LayerError(
        "MethodNotAllowed",
        "The specified method is not allowed against this resource.",
        status: 405
    )

    package static let throttled = LayerError("SlowDown", "Please reduce your request rate.", status: 503)

    package static let failed = server("We encountered an internal error. Please try again.")

    package static func server(_ reason: String) -> LayerError {
        LayerError("InternalError", reason, status: 500)
    }
}
