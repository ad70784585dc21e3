package import AWSCore
package import Foundation
import Text

/// Signs requests with Signature Version 4, in the header or in the query (docs/aws/signatures.md).
package struct Signer: Sendable {
    private let credentials: AWSCredentials
    private let region: String
    private let service: String
    private let normalizesPath: Bool
    private let signsBody: Bool
    private let signsSessionToken: Bool

    /// - Parameters:
    ///   - service: the signing name, such as `ecr`.
    ///   - normalizesPath: false for S3 alone, which takes paths as they are.
    ///   - signsBody: whether `X-Amz-Content-Sha256` is sent as well. The body's hash is signed either way.
    ///   - signsSessionToken: false adds the token after signing.
    package init(
        credentials: AWSCredentials,
        region: String,
        service: String,
        normalizesPath: Bool = true,
        signsBody: Bool = false,
        signsSessionToken: Bool = true
    ) {
        self.credentials = credentials
        self.region = region
        self.service = service
        self.normalizesPath = normalizesPath
        self.signsBody = signsBody
        self.signsSessionToken = signsSessionToken
    }

    /// The request's headers with `X-Amz-Date`, `X-Amz-Security-Token` for temporary keys, and `Authorization`.
    ///
    /// Every header is signed but those that proxies and HTTP libraries change. `Host` must be among them.
    package func sign(_ request: SignableRequest, at date: Date) -> HeaderFields {
        let timestamp = AWSDate.basic(date)
        var headers = request.headers
        headers["Authorization"] = nil
        headers["X-Amz-Date"] = timestamp
        headers["X-Amz-Security-Token"] = signsSessionToken ? credentials.sessionToken : nil
        if signsBody || request.body == .unsigned { headers["X-Amz-Content-Sha256"] = request.body.text }
        let signedHeaders = Signer.signedHeaders(headers)
        let scope = self.scope(timestamp)
        let signature = signature(
            SignableRequest(
                method: request.method,
                path: request.path,
                query: request.query,
                headers: headers,
                body: request.body
            ),
            signedHeaders: signedHeaders,
            timestamp: timestamp,
            scope: scope
        )
        if !signsSessionToken, let token = credentials.sessionToken { headers.add("X-Amz-Security-Token", token) }
        headers.add(
            "Authorization",
            "\(StringToSign.algorithm) Credential=\(credentials.accessKeyID)/\(scope), "
                + "SignedHeaders=\(signedHeaders), Signature=\(signature)"
        )
        return headers
    }

    /// The query string of the request, signed: it carries all that the `Authorization` header would.
    ///
    /// - Parameters:
    ///   - request: its headers must be sent with the presigned URL as they are; `Host` must be among them.
    ///   - expiresIn: seconds; STS takes presigned requests for 15 minutes whatever this says.
    package func presign(_ request: SignableRequest, at date: Date, expiresIn: Int) -> String {
        let timestamp = AWSDate.basic(date)
        let scope = self.scope(timestamp)
        let signedHeaders = Signer.signedHeaders(request.headers)
        var parameters: [(QueryParameter, String)] = [
            (.algorithm, StringToSign.algorithm),
            (.credential, "\(credentials.accessKeyID)/\(scope)"),
            (.date, timestamp),
            (.signedHeaders, signedHeaders),
            (.expires, String(expiresIn)),
        ]
        if request.body == .unsigned { parameters.append((.contentSHA256, BodyHash.unsignedPayload)) }
        var token: [(QueryParameter, String)] = []
        if let sessionToken = credentials.sessionToken { token.append((.securityToken, sessionToken)) }
        if signsSessionToken { parameters += token }
        let query = Signer.append(parameters, to: request.query)
        let signature = signature(
            SignableRequest(
                method: request.method,
                path: request.path,
                query: query,
                headers: request.headers,
                body: request.body
            ),
            signedHeaders: signedHeaders,
            timestamp: timestamp,
            scope: scope
        )
        return Signer.append((signsSessionToken ? [] : token) + [(.signature, signature)], to: query)
    }

    private func scope(_ timestamp: String) -> CredentialScope {
        CredentialScope(date: String(timestamp.prefix(8)), region: region, service: service)
    }

    private func signature(
        _ request: SignableRequest,
        signedHeaders: String,
        timestamp: String,
        scope: CredentialScope
    ) -> String {
        let canonicalRequest = CanonicalRequest(
            request,
            query: CanonicalQuery(request.query),
            signedHeaders: Array(signedHeaders.utf8),
            payload: request.body.text,
            normalizesPath: normalizesPath
        )
        let text = StringToSign(
            timestamp: timestamp,
            scope: scope.description.utf8,
            canonicalRequest: canonicalRequest
        )
        return text.signature(
            key: SigningKey.derive(secretAccessKey: credentials.secretAccessKey, scope: scope)
        )
    }

    private static func append(_ parameters: [(QueryParameter, String)], to query: String) -> String {
        let text = parameters.map { "\($0.rawValue)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
        return query.isEmpty ? text : "\(query)&\(text)"
    }

    /// Headers that something between signer and service may add or change.
    private static let unsigned: Set<String> = [
        "authorization", "connection", "expect", "te", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    private static func signedHeaders(_ headers: HeaderFields) -> String {
        Set(headers.fields.map { $0.name.lowercased() }).subtracting(unsigned).sorted().joined(separator: ";")
    }
}
