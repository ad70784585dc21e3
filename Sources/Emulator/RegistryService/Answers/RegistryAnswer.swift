package import AWSCore
import AWSProtocols
package import Storage

/// An answer, with `Docker-Distribution-Api-Version` (docs/aws/registry.md, "Authentication").
package struct RegistryAnswer: Sendable {
    static let json = "application/json; charset=utf-8"
    static let octets = "application/octet-stream"

    package enum Body: Sendable {
        case bytes([UInt8])
        /// A part of a blob.
        case blob(OpenBlob, Range<Int>)
    }

    package let status: Int
    package let headers: HeaderFields
    package let body: Body

    /// - Parameter contentType: nil for an answer that says nothing of its body.
    init(
        _ status: Int,
        contentType: String? = nil,
        _ headers: [(String, String)] = [],
        body: Body = .bytes([])
    ) {
        self.status = status
        self.body = body
        let type = contentType.map { [("Content-Type", $0)] } ?? []
        self.headers = HeaderFields(
            ([("Docker-Distribution-Api-Version", "registry/2.0")] + type + headers)
                .map { HeaderFields.Field(name: $0.0, value: $0.1) }
        )
    }

    /// - Parameters:
    ///   - error: one with an empty message is answered without a body.
    ///   - origin: scheme and authority that the request came by, such as `https://HOST`.
    ///   - isPublic: whether the registry of ECR Public refuses, which has a challenge of its own.
    package init(_ error: RegistryError, origin: String, isPublic: Bool = false) {
        guard error == .notAuthorized else {
            let body = error.message.isEmpty ? "" : error.body
            self.init(error.status, contentType: Self.json, body: .bytes(Array(body.utf8)))
            return
        }
        if isPublic {
            let challenge = #"Bearer realm="\#(origin)/token/",service="public.ecr.aws",scope="aws""#
            self.init(
                error.status,
                contentType: Self.json,
                [("Www-Authenticate", challenge)],
                body: .bytes(Array(RegistryError.publicNotAuthorized.body.utf8))
            )
            return
        }
        let challenge = #"Basic realm="\#(origin)/",service="ecr.amazonaws.com""#
        self.init(
            error.status,
            contentType: "text/plain; charset=utf-8",
            [("Www-Authenticate", challenge)],
            body: .bytes(Array((error.message + "\n").utf8))
        )
    }
}
