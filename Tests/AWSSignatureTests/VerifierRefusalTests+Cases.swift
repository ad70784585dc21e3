import AWSCore
import AWSSignature
import Foundation

extension VerifierRefusalTests {
    /// The other ways to fail the rows that have several.
    static let otherForms: [Case] = [
        Case(
            description: "1 an empty algorithm beside a header",
            answer: .invalid,
            ecrText: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
        ) { $0.query = "X-Amz-Algorithm" },
        Case(description: "2 another scheme", answer: .missing, ecrText: missing, stsText: stsMissing) {
            $0.authorization = "Basic QVdTOnBhc3N3b3Jk"
        },
        Case(description: "2 an empty header", answer: .missing, ecrText: missing, stsText: stsMissing) {
            $0.authorization = ""
        },
        Case(
            description: "2 no algorithm in the query",
            presigned: true,
            answer: .missing,
            ecrText: missing,
            stsText: stsMissing
        ) { $0.drop(query: "X-Amz-Algorithm") },
        Case(
            description: "3 nothing but the algorithm",
            answer: .incomplete,
            ecrText: "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
                + "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
                + "existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256"
        ) {
            $0.authorization = "AWS4-HMAC-SHA256"
            $0[header: "X-Amz-Date"] = nil
        },
        Case(
            description: "3 a pair without =",
            answer: .incomplete,
            ecrText: "'Signature' not a valid key=value pair (missing equal-sign) in Authorization header: "
                + "'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Signature'."
        ) { $0.authorization = "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Signature" },
        Case(
            description: "3 a second Authorization",
            answer: .incomplete,
            ecrText: "'AWS4-HMAC-SHA256' not a valid key=value pair (missing equal-sign) in Authorization header: "
                + "'AUTHORIZATION'."
        ) { $0.headers.append(.init(name: "authorization", value: $0.authorization)) },
        Case(
            description: "3 another scheme before the signature",
            answer: .incomplete,
            ecrText:
                "'QVdTOg' not a valid key=value pair (missing equal-sign) in Authorization header: 'AUTHORIZATION'."
        ) { $0.headers.insert(.init(name: "Authorization", value: "Basic QVdTOg"), at: 0) },
        Case(
            description: "3 a second Authorization that is empty",
            answer: .incomplete,
            ecrText: "Authorization header must be sent exactly once. Authorization=AUTHORIZATION"
        ) { $0.headers.append(.init(name: "Authorization", value: "")) },
        Case(
            description: "3 two signatures in one header",
            answer: .incomplete,
            ecrText: "Authorization header requires exactly one 'Signature' parameter. Authorization=AUTHORIZATION"
        ) { $0.authorization += ", Signature=\($0.signature)" },
        Case(
            description: "3 two credentials in one header",
            answer: .incomplete,
            ecrText: "Authorization header requires exactly one 'Credential' parameter. Authorization=AUTHORIZATION"
        ) { $0.authorization += ", Credential=x" },
        Case(
            description: "3 two lists of headers in one header",
            answer: .incomplete,
            ecrText: "Authorization header requires exactly one 'SignedHeaders' parameter. Authorization=AUTHORIZATION"
        ) { $0.authorization += ", SignedHeaders=host" },
        Case(
            description: "3 an empty query form",
            presigned: true,
            answer: .incomplete,
            ecrText: "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must "
                + "include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS "
                + "query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include "
                + "'X-Amz-Date'. Re-examine the query-string parameters."
        ) { $0.query = "X-Amz-Algorithm=" },
        Case(
            description: "3 no date in the query",
            presigned: true,
            answer: .incomplete,
            ecrText: "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters."
        ) { $0.drop(query: "X-Amz-Date") },
        Case(
            description: "3 a second signature in the query",
            presigned: true,
            answer: .incomplete,
            ecrText: "AWS query-string parameters must include 'X-Amz-Signature' exactly once. Re-examine the "
                + "query-string parameters."
        ) { $0.query = "X-Amz-Signature=&" + $0.query },
        Case(
            description: "3 a second token in the query, its name encoded",
            presigned: true,
            token: "token",
            answer: .incomplete,
            ecrText: "AWS query-string parameters must include 'X-Amz-Security-Token' exactly once. Re-examine the "
                + "query-string parameters."
        ) { $0.query += "&X-Amz-%53ecurity-Token=token" },
        Case(
            description: "4 a second X-Amz-Date",
            answer: .incomplete,
            ecrText: "Date must be in ISO-8601 'basic format'. Got '20240514T093000Z, 20240514T093000Z'. See "
                + "http://en.wikipedia.org/wiki/ISO_8601"
        ) { $0.headers.append(.init(name: "x-amz-date", value: "20240514T093000Z")) },
        Case(
            description: "4 two X-Amz-Date headers beside a query form",
            presigned: true,
            answer: .incomplete,
            ecrText: "Date must be in ISO-8601 'basic format'. Got 'a, b'. See http://en.wikipedia.org/wiki/ISO_8601"
        ) { $0.headers += [.init(name: "X-Amz-Date", value: "a"), .init(name: "X-Amz-Date", value: "b")] },
        Case(
            description: "4 an impossible date",
            presigned: true,
            answer: .incomplete,
            ecrText: "Date must be in ISO-8601 'basic format'. Got '20240231T093000Z'. See "
                + "http://en.wikipedia.org/wiki/ISO_8601"
        ) { $0.timestamp = "20240231T093000Z" },
        Case(
            description: "4 HTTP's form in X-Amz-Date",
            answer: .incomplete,
            ecrText: "Date must be in ISO-8601 'basic format'. Got 'Tue, 14 May 2024 09:30:00 GMT'. See "
                + "http://en.wikipedia.org/wiki/ISO_8601"
        ) { $0.timestamp = "Tue, 14 May 2024 09:30:00 GMT" },
        Case(
            description: "5 presigned, 15 minutes ago",
            presigned: true,
            answer: .invalid,
            ecrText: "Signature expired: 20240514T093000Z is now earlier than 20240514T093001Z "
                + "(20240514T094501Z - 15 min.)"
        ) { $0.now += 901 },
        Case(
            description: "5 by the Date header",
            answer: .invalid,
            ecrText: "Signature expired: 20240514T090000Z is now earlier than 20240514T091500Z "
                + "(20240514T093000Z - 15 min.)"
        ) {
            $0[header: "X-Amz-Date"] = nil
            $0[header: "Date"] = "Tue, 14 May 2024 09:00:00 GMT"
        },
        Case(
            description: "6 in the future",
            answer: .invalid,
            ecrText: "Signature not yet current: 20240514T093000Z is still later than 20240514T092959Z "
                + "(20240514T091459Z + 15 min.)"
        ) { $0.now -= 901 },
        Case(
            description: "8 the algorithm over several regions",
            presigned: true,
            answer: .incomplete,
            ecrText: "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 for now). "
        ) { $0.algorithm = "AWS4-ECDSA-P256-SHA256" },
        Case(
            description: "9 a secret with / in place of the key",
            answer: .incomplete,
            ecrText: "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                + "got 'wJalr/tnFEMI/20240514/us-east-1/SERVICE/aws4_request'"
        ) { $0.credential[0] = "wJalr/tnFEMI" },
        Case(
            description: "10 everything wrong",
            answer: .invalid,
            ecrText: "Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct "
                + "service: 'SERVICE'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. "
                + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != "
                + "'20240514', from '20240514T093000Z'.",
            stsText: "Credential should be scoped to a valid region. Credential should be scoped to correct service: "
                + "'SERVICE'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in "
                + "Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20240514', "
                + "from '20240514T093000Z'."
        ) { $0.credential = ["a", "b", "c", "d", "e"] },
        Case(
            description: "11 an inactive key",
            answer: .unknown,
            ecrText: "The security token included in the request is invalid."
        ) { $0.isActive = false },
        Case(description: "12 an x-amz header that is not signed", answer: .invalid, ecrText: mismatch) {
            $0[header: "X-Amz-Meta-Added"] = "1"
        },
        Case(description: "12 X-Amz-Date that is not signed", answer: .invalid, ecrText: mismatch) {
            $0.signedHeaders.removeAll { $0 == "x-amz-date" }
        },
        Case(description: "12 a signed header that is absent", answer: .invalid, ecrText: mismatch) {
            $0.signedHeaders.append("x-absent")
        },
        Case(description: "12 a query with a malformed escape", answer: .invalid, ecrText: mismatch) {
            $0.query = "a=%zz"
        },
    ]

    /// Row 13 has one text for a token that is wrong and another for one that is missing.
    static let tokens: [Case] = [
        Case(
            description: "13 no token",
            token: "token",
            answer: .unknown,
            ecrText: "The security token included in the request is invalid."
        ) { sample in
            guard let signed = try? SignedSample.signed(for: sample.service, token: "token", signsToken: false) else {
                return
            }
            sample = signed
            sample.sentToken = nil
        },
        Case(
            description: "13 another key's token",
            token: "token",
            answer: .unknown,
            ecrText: "The security token included in the request is invalid"
        ) { $0.sessionToken = "another" },
        Case(
            description: "13 another key's token in a query",
            presigned: true,
            token: "token",
            answer: .unknown,
            ecrText: "The security token included in the request is invalid"
        ) { $0.sessionToken = "another" },
        Case(
            description: "13 two tokens",
            presigned: true,
            token: "token",
            answer: .unknown,
            ecrText: "The security token included in the request is invalid"
        ) { $0[header: "X-Amz-Security-Token"] = "another" },
        Case(
            description: "14 long expired",
            presigned: true,
            token: "token",
            answer: .expired,
            ecrText: "The security token included in the request is expired"
        ) { $0.expiration = $0.now - 3_600 },
    ]
}
