/// An error of the registry. All that ECR's registry says when it refuses stands here (emulator.md E.1 and E.3).
package struct RegistryError: Error, Sendable, Equatable {
    package let code: String
    package let message: String
    package let status: Int

    package init(_ code: String, _ message: String, status: Int) {
        self.code = code
        self.message = message
        self.status = status
    }

    /// E.1: no credentials. It has a body of plain text and names the realm.
    package static let notAuthorized = RegistryError("UNAUTHORIZED", "Not Authorized", status: 401)

    /// E.1: a password that ECR did not make for this region, or another user name than `AWS`.
    package static let invalidToken = RegistryError("DENIED", "Your Authorization Token is invalid.", status: 400)

    /// E.1.
    package static let expiredToken = RegistryError(
        "DENIED",
        "Your authorization token has expired. Reauthenticate and try again.",
        status: 403
    )

    /// What is not built is refused, never answered as if it were.
    package static func unsupported(_ method: String, _ path: String) -> RegistryError {
        RegistryError(
            "UNSUPPORTED",
            "Drydock's registry does not answer \(method) of \(path) yet: it checks tokens at /v2/ and holds no images.",
            status: 405
        )
    }

    /// The compact JSON of the registry's errors, with the newline that ends it.
    package var body: String {
        #"{"errors":[{"code":"\#(code)","message":"\#(Self.escaped(message))"}]}"# + "\n"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
