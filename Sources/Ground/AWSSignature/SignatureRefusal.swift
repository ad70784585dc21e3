import AWSCore
import Foundation

/// Every way in which a signature fails, in the order of the checks, with AWS's texts word for word
/// (docs/aws/signatures.md, "Refusals"). Texts marked "ours" are for what AWS was not seen to answer.
enum SignatureRefusal: Error, Equatable {
    case bothForms
    case noSignature
    case incompleteHeader(missing: [String], lacksDate: Bool, header: String)
    case pairWithoutEquals(pair: String, header: String)
    case repeatedPart(name: String, header: String)
    case repeatedHeader(header: String)
    case incompleteQuery(missing: [QueryParameter], repeated: [QueryParameter])
    case unreadableDate(String)
    case expired(timestamp: String, now: Date)
    case notYetCurrent(timestamp: String, now: Date)
    case hostNotSigned
    case unsupportedAlgorithm(String)
    case malformedCredential(String)
    case wrongScope(ScopeFaults)
    case unknownKey
    /// With the canonical request and the string to sign where the verifier shows them.
    case mismatch(canonicalRequest: String?, stringToSign: String?)
    case missingSessionToken
    case invalidSessionToken
    case expiredSessionToken
    // S3's alone.
    /// The request does not say what its body is.
    case payloadNotDeclared
    /// What it says is not a hash and none of S3's words.
    case malformedPayload
    /// Its body is another than it says.
    case otherPayload
    case headersNotSigned
    case invalidLifetime
    case lifetimeOver

    /// What is wrong with a credential scope; nil and false for what is right.
    struct ScopeFaults: Equatable {
        /// The region that is not this endpoint's.
        var region: String?
        var isOtherService = false
        var terminator: String?
        /// The scope's date where it is not the timestamp's.
        var date: String?
        var timestamp = ""

        var isEmpty: Bool { region == nil && !isOtherService && terminator == nil && date == nil }
    }

    var isAboutClocks: Bool {
        switch self {
        case .expired, .notYetCurrent: true
        default: false
        }
    }

    /// How long a signature holds, and how far a caller's clock may be ahead.
    static let window: TimeInterval = 900

    func text(_ service: SigningService) -> String {
        switch self {
        case .bothForms:
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
        case .noSignature:
            service.manner != .query ? "Missing Authentication Token" : "Request is missing Authentication Token"
        case .incompleteHeader(let missing, let lacksDate, let header):
            missing.map { "Authorization header requires '\($0)' parameter. " }.joined()
                + (lacksDate
                    ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " : "")
                + "Authorization=\(header)"
        case .pairWithoutEquals(let pair, let header):
            "'\(pair)' not a valid key=value pair (missing equal-sign) in Authorization header: '\(header)'."
        case .repeatedPart(let name, let header):
            // Ours.
            "Authorization header requires exactly one '\(name)' parameter. Authorization=\(header)"
        case .repeatedHeader(let header):
            // Ours.
            "Authorization header must be sent exactly once. Authorization=\(header)"
        case .incompleteQuery(let missing, let repeated):
            missing.map { "AWS query-string parameters must include '\($0.rawValue)'. " }.joined()
                // Ours.
                + repeated.map { "AWS query-string parameters must include '\($0.rawValue)' exactly once. " }.joined()
                + "Re-examine the query-string parameters."
        case .unreadableDate(let date):
            "Date must be in ISO-8601 'basic format'. Got '\(date)'. See http://en.wikipedia.org/wiki/ISO_8601"
        case .expired(let timestamp, let now):
            "Signature expired: \(timestamp) is now earlier than \(AWSDate.basic(now - SignatureRefusal.window)) "
                + "(\(AWSDate.basic(now)) - 15 min.)"
        case .notYetCurrent(let timestamp, let now):
            "Signature not yet current: \(timestamp) is still later than "
                + "\(AWSDate.basic(now + SignatureRefusal.window)) (\(AWSDate.basic(now)) + 15 min.)"
        case .hostNotSigned:
            "'Host' must be a 'SignedHeader' in the AWS Authorization."
        case .unsupportedAlgorithm(let algorithm):
            "Unsupported AWS 'algorithm': '\(algorithm)' (only AWS4-HMAC-SHA256 for now). "
        case .malformedCredential(let credential):
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                + "got '\(credential)'"
        case .wrongScope(let faults):
            faults.text(service)
        case .unknownKey, .missingSessionToken:
            "The security token included in the request is invalid."
        case .mismatch(let canonicalRequest, let stringToSign):
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                + "Access Key and signing method. Consult the service documentation for details."
                + (canonicalRequest.map {
                    "\n\nThe Canonical String for this request should have been\n'\($0)'"
                } ?? "")
                + (stringToSign.map { "\n\nThe String-to-Sign should have been\n'\($0)'\n" } ?? "")
        case .invalidSessionToken:
            "The security token included in the request is invalid"
        case .expiredSessionToken:
            "The security token included in the request is expired"
        case .payloadNotDeclared, .malformedPayload, .otherPayload, .headersNotSigned, .invalidLifetime, .lifetimeOver:
            ofS3(expectedRegion: nil).message
        }
    }
}

extension SignatureRefusal.ScopeFaults {
    /// The sentences that apply, joined.
    fileprivate func text(_ service: SigningService) -> String {
        var text = ""
        if let region {
            // STS has the newer form; for ECR the older one is taken (inferred).
            text +=
                service.manner != .query
                ? "Credential should be scoped to a valid region, not '\(region)'. "
                : "Credential should be scoped to a valid region. "
        }
        if isOtherService { text += "Credential should be scoped to correct service: '\(service.name)'. " }
        if let terminator {
            text += "Credential should be scoped with a valid terminator: 'aws4_request', not '\(terminator)'. "
        }
        if let date {
            text +=
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + "'\(date)' != '\(timestamp.prefix(8))', from '\(timestamp)'."
        }
        return text
    }
}

// MARK: Codes

extension SignatureRefusal {
    /// The five answers that all refusals fall under.
    enum Kind {
        case missing, incomplete, invalid, unknownClient, expiredToken

        /// The code in a manner other than S3's, which has more of them.
        func code(_ manner: SigningService.Manner) -> String {
            let isQuery = manner == .query
            return switch self {
            case .missing: isQuery ? "MissingAuthenticationToken" : "MissingAuthenticationTokenException"
            case .incomplete: isQuery ? "IncompleteSignature" : "IncompleteSignatureException"
            case .invalid: isQuery ? "SignatureDoesNotMatch" : "InvalidSignatureException"
            case .unknownClient: isQuery ? "InvalidClientTokenId" : "UnrecognizedClientException"
            case .expiredToken: isQuery ? "ExpiredToken" : "ExpiredTokenException"
            }
        }

        /// The HTTP status: always 400 at ECR, 403 at EKS; 403 at STS but for an incomplete signature.
        func status(_ manner: SigningService.Manner) -> Int {
            manner == .json || (self == .incomplete && manner != .restJSON) ? 400 : 403
        }
    }

    var kind: Kind {
        switch self {
        case .noSignature:
            .missing
        case .incompleteHeader, .pairWithoutEquals, .repeatedPart, .repeatedHeader, .incompleteQuery, .unreadableDate,
            .unsupportedAlgorithm, .malformedCredential:
            .incomplete
        case .bothForms, .expired, .notYetCurrent, .hostNotSigned, .wrongScope, .mismatch, .payloadNotDeclared,
            .malformedPayload, .otherPayload, .headersNotSigned, .invalidLifetime, .lifetimeOver:
            .invalid
        case .unknownKey, .missingSessionToken, .invalidSessionToken:
            .unknownClient
        case .expiredSessionToken:
            .expiredToken
        }
    }
}
