import AWSCore
import AWSSignature
import Foundation
import Testing

/// Every failure of docs/aws/signatures.md, "Refusals", with code, text and status as ECR and STS send them.
@Suite("Refused signatures")
struct VerifierRefusalTests {
    /// One way to fail.
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        var presigned = false
        var token: String?
        /// Code and status at ECR and at STS.
        let answer: Answer
        let ecrText: String
        var stsText: String?
        let change: @Sendable (inout SignedSample) -> Void
    }

    enum Answer {
        case missing, incomplete, invalid, unknown, expired

        func code(_ service: SigningService) -> (code: String, status: Int) {
            let ecr = service == .ecr
            return switch self {
            case .missing: ecr ? ("MissingAuthenticationTokenException", 400) : ("MissingAuthenticationToken", 403)
            case .incomplete: ecr ? ("IncompleteSignatureException", 400) : ("IncompleteSignature", 400)
            case .invalid: ecr ? ("InvalidSignatureException", 400) : ("SignatureDoesNotMatch", 403)
            case .unknown: ecr ? ("UnrecognizedClientException", 400) : ("InvalidClientTokenId", 403)
            case .expired: ecr ? ("ExpiredTokenException", 400) : ("ExpiredToken", 403)
            }
        }
    }

    static let mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
        + "Key and signing method. Consult the service documentation for details."
    static let missing = "Missing Authentication Token"
    static let stsMissing = "Request is missing Authentication Token"

    @Test("each failure has AWS's code, text and status", arguments: cases, [SigningService.ecr, .sts])
    func refuses(_ test: Case, _ service: SigningService) throws {
        var sample = try SignedSample.signed(for: service, token: test.token, presigned: test.presigned)
        _ = try sample.verify()
        test.change(&sample)
        let failure = try #require(throws: SignatureFailure.self) { try sample.verify() }
        let (code, status) = test.answer.code(service)
        let text = (service == .sts ? test.stsText : nil) ?? test.ecrText
        let expected = text.replacing("AUTHORIZATION", with: sample.headers.values(of: "Authorization"))
            .replacing("SERVICE", with: service.name)
        let isAboutClocks = test.description.hasPrefix("5 ") || test.description.hasPrefix("6 ")
        #expect(
            failure
                == SignatureFailure(code: code, message: expected, status: status, isAboutClocks: isAboutClocks)
        )
    }

    @Test("the checks come in AWS's order: of two failures the earlier one is answered", arguments: orderedPairs)
    func order(_ first: Case, _ second: Case) throws {
        var sample = try SignedSample.signed(for: .sts, token: first.token ?? second.token)
        second.change(&sample)
        first.change(&sample)
        let failure = try #require(throws: SignatureFailure.self) { try sample.verify() }
        let text = (first.stsText ?? first.ecrText)
            .replacing("AUTHORIZATION", with: sample.headers.values(of: "Authorization")).replacing(
                "SERVICE",
                with: "sts"
            )
        #expect(failure.message.hasPrefix(text))
        #expect(failure.code == first.answer.code(.sts).code)
    }

    static let cases: [Case] = rows + otherForms + tokens

    /// One way to fail per row, in the order of the rows; each also fails where all later ones do.
    static let rows: [Case] = [
        Case(
            description: "1 both forms",
            answer: .invalid,
            ecrText: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
        ) { $0.query = "X-Amz-Algorithm=AWS4-HMAC-SHA256" },
        Case(description: "2 no signature", answer: .missing, ecrText: missing, stsText: stsMissing) {
            $0[header: "Authorization"] = nil
        },
        Case(
            description: "3 no signature in the header",
            answer: .incomplete,
            ecrText: "Authorization header requires 'Signature' parameter. Authorization=AUTHORIZATION"
        ) { $0.signature = "" },
        Case(
            description: "4 unreadable date",
            answer: .incomplete,
            ecrText: "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601"
        ) { $0.timestamp = "201" },
        Case(
            description: "5 too old",
            answer: .invalid,
            ecrText: "Signature expired: 20240514T091459Z is now earlier than 20240514T091500Z "
                + "(20240514T093000Z - 15 min.)"
        ) { $0.timestamp = "20240514T091459Z" },
        Case(
            description: "7 host not signed",
            answer: .invalid,
            ecrText: "'Host' must be a 'SignedHeader' in the AWS Authorization."
        ) { $0.signedHeaders.removeAll { $0 == "host" } },
        Case(
            description: "8 another algorithm",
            answer: .incomplete,
            ecrText: "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). "
        ) { $0.algorithm = "AWS4-HMAC-SHA25" },
        Case(
            description: "9 credential of four parts",
            answer: .incomplete,
            ecrText: "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                + "got 'a/b/c/d'"
        ) { $0.credential = ["a", "b", "c", "d"] },
        Case(
            description: "10 another region",
            answer: .invalid,
            ecrText: "Credential should be scoped to a valid region, not 'c'. ",
            stsText: "Credential should be scoped to a valid region. "
        ) { if $0.credential.count == 5 { $0.credential[2] = "c" } },
        Case(
            description: "11 unknown key",
            answer: .unknown,
            ecrText: "The security token included in the request is invalid."
        ) { $0.accessKeyID = "AKIAANOTHER" },
        Case(description: "12 another secret", answer: .invalid, ecrText: mismatch) { $0.secretAccessKey += "\r" },
        Case(
            description: "13 a token with a key that has none",
            answer: .unknown,
            ecrText: "The security token included in the request is invalid"
        ) { $0.sentToken = "token" },
        Case(
            description: "14 an expired session",
            token: "token",
            answer: .expired,
            ecrText: "The security token included in the request is expired"
        ) { $0.expiration = $0.now },
    ]

    /// Each row with each later one, but for those that change the same thing or hide each other.
    static let orderedPairs: [(Case, Case)] = rows.indices.flatMap { first in
        rows[(first + 1)...].map { (rows[first], $0) }
    }.filter { first, second in
        let pair = first.description.prefix(2) + second.description.prefix(2)
        return !["1 2 ", "4 5 ", "9 10", "1314"].contains(pair)
    }
}

extension [HeaderFields.Field] {
    /// The values of a name, joined as a server reads them.
    func values(of name: String) -> String {
        filter { $0.name.equalsIgnoringCase(name) }.map(\.value).joined(separator: ", ")
    }
}
