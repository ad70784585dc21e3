import AWSCore

extension SignatureRefusal {
    /// What S3 answers where others have one of five codes.
    struct S3Answer {
        let code: String
        let message: String
        let status: Int
        /// Whether the answer names the region that the call should have been signed for.
        var namesRegion = false

        init(_ code: String, _ message: String, status: Int = 403) {
            self.code = code
            self.message = message
            self.status = status
        }

        static func malformedHeader(_ reason: String) -> S3Answer {
            S3Answer("AuthorizationHeaderMalformed", "The authorization header is malformed; \(reason)", status: 400)
        }
    }

    /// Codes, texts and statuses of S3's API reference, "Error responses", and as its clients have reported them.
    func ofS3(expectedRegion: Region?) -> S3Answer {
        switch self {
        case .bothForms:
            S3Answer(
                "InvalidArgument",
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
                    + "parameter or the Authorization header should be specified",
                status: 400
            )
        case .noSignature:
            S3Answer("AccessDenied", "Access Denied")
        case .incompleteHeader(let missing, _, _) where missing.isEmpty:
            S3Answer("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header")
        case .unreadableDate:
            S3Answer("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header")
        case .incompleteHeader, .pairWithoutEquals, .repeatedPart, .repeatedHeader:
            .malformedHeader(
                "the authorization header requires three components: Credential, SignedHeaders, and Signature."
            )
        case .incompleteQuery:
            S3Answer(
                "AuthorizationQueryParametersError",
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                    + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
                status: 400
            )
        case .invalidLifetime:
            S3Answer(
                "AuthorizationQueryParametersError",
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
                    + "604800 seconds",
                status: 400
            )
        case .lifetimeOver:
            S3Answer("AccessDenied", "Request has expired")
        case .expired, .notYetCurrent:
            S3Answer(
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large."
            )
        case .hostNotSigned, .headersNotSigned:
            S3Answer("AccessDenied", "There were headers present in the request which were not signed")
        case .unsupportedAlgorithm:
            S3Answer(
                "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
                status: 400
            )
        case .malformedCredential:
            .malformedHeader(
                "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
            )
        case .wrongScope(let faults):
            Self.answer(to: faults, expectedRegion)
        case .unknownKey, .missingSessionToken:
            S3Answer("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
        case .mismatch:
            S3Answer(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and "
                    + "signing method."
            )
        case .invalidSessionToken:
            S3Answer("InvalidToken", "The provided token is malformed or otherwise invalid.", status: 400)
        case .expiredSessionToken:
            S3Answer("ExpiredToken", "The provided token has expired.", status: 400)
        case .payloadNotDeclared:
            S3Answer("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", status: 400)
        case .malformedPayload:
            S3Answer(
                "InvalidArgument",
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 "
                    + "value.",
                status: 400
            )
        case .otherPayload:
            S3Answer(
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
                status: 400
            )
        }
    }

    /// S3 names the first thing that is wrong with a scope, and the region before all else, by which clients find it.
    private static func answer(to faults: ScopeFaults, _ expectedRegion: Region?) -> S3Answer {
        if let region = faults.region {
            let expecting = expectedRegion.map { "; expecting '\($0)'" } ?? ""
            var answer = S3Answer.malformedHeader("the region '\(region)' is wrong\(expecting)")
            answer.namesRegion = expectedRegion != nil
            return answer
        }
        if faults.isOtherService {
            return .malformedHeader("incorrect service. This endpoint belongs to \"s3\".")
        }
        if faults.terminator != nil {
            return .malformedHeader("incorrect terminal. This endpoint uses \"aws4_request\".")
        }
        return .malformedHeader("Invalid credential date. This date is not the same as X-Amz-Date.")
    }
}
