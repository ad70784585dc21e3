package import AWSCore

/// What the registry answers: every answer carries `Docker-Distribution-Api-Version` (emulator.md E.1).
package struct RegistryAnswer: Sendable, Equatable {
    private static let json = "application/json; charset=utf-8"

    package let status: Int
    package let headers: HeaderFields
    package let body: String

    private init(status: Int, contentType: String, body: String, also: [HeaderFields.Field] = []) {
        self.status = status
        self.body = body
        headers = HeaderFields(
            [
                HeaderFields.Field(name: "Docker-Distribution-Api-Version", value: "registry/2.0"),
                HeaderFields.Field(name: "Content-Type", value: contentType),
            ] + also
        )
    }

    /// The version check `GET /v2/` with a valid token.
    package static let versionCheck = RegistryAnswer(status: 200, contentType: json, body: "{}")

    /// - Parameter origin: scheme and authority that the request came by, such as `https://HOST`.
    package init(_ error: RegistryError, origin: String) {
        guard error == .notAuthorized else {
            self.init(status: error.status, contentType: Self.json, body: error.body)
            return
        }
        let challenge = #"Basic realm="\#(origin)/",service="ecr.amazonaws.com""#
        self.init(
            status: error.status,
            contentType: "text/plain; charset=utf-8",
            body: error.message + "\n",
            also: [HeaderFields.Field(name: "Www-Authenticate", value: challenge)]
        )
    }
}
