import AWSCore
import AWSSignature
import Foundation
import Testing

extension SignedSample {
    /// A GetCallerIdentity or GetAuthorizationToken, signed by ``Signer``.
    ///
    /// - Parameter unsignedBody: signs `UNSIGNED-PAYLOAD` in place of the body's hash.
    static func signed(
        for service: SigningService,
        token: String? = nil,
        presigned: Bool = false,
        signsToken: Bool = true,
        signsBody: Bool = false,
        unsignedBody: Bool = false,
        headers: [HeaderFields.Field] = [],
        query: String = ""
    ) throws -> SignedSample {
        let now = try #require(AWSDate.parseBasic("20240514T093000Z"))
        let key = token == nil ? "AKIAIOSFODNN7EXAMPLE" : "ASIAIOSFODNN7EXAMPLE"
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
        let body = presigned ? [] : Array("Action=GetCallerIdentity&Version=2011-06-15".utf8)
        let signer = Signer(
            credentials: AWSCredentials(
                accessKeyID: try #require(AccessKeyID(key)),
                secretAccessKey: secret,
                sessionToken: token
            ),
            region: "us-east-1",
            service: service.name,
            signsBody: signsBody,
            signsSessionToken: signsToken
        )
        let request = SignableRequest(
            method: presigned ? "GET" : "POST",
            path: "/",
            query: query,
            headers: HeaderFields([.init(name: "Host", value: "service.us-east-1.amazonaws.com")] + headers),
            body: unsignedBody ? .unsigned : BodyHash.of(body)
        )
        return SignedSample(
            name: "\(service.name) \(presigned ? "presigned" : "header")",
            service: service,
            region: "us-east-1",
            accessKeyID: key,
            secretAccessKey: secret,
            sessionToken: token,
            isPresigned: presigned,
            method: request.method,
            path: "/",
            query: presigned ? signer.presign(request, at: now, expiresIn: 60) : query,
            headers: presigned ? request.headers.fields : signer.sign(request, at: now).fields,
            body: body,
            now: now
        )
    }
}
