/// Why a ``ControlVerb`` was not carried out.
package struct ControlError: Error, Sendable, Codable, Equatable, CustomStringConvertible, ControlReply {
    /// An HTTP status: 400 a wrong value, 401 no or a wrong control token, 403 from elsewhere, 404 no such thing, 405, 413, 500.
    package let status: Int
    package let message: String

    package var description: String { message }

    static var withoutToken: ControlError {
        ControlError(
            status: 401,
            message: "This emulator's control API takes the token that drydock serve printed; give it in the variable "
                + "DRYDOCK_CONTROL_TOKEN, or in the header Authorization: Bearer TOKEN."
        )
    }

    static func invalid(_ message: String) -> ControlError { ControlError(status: 400, message: message) }
    static func notFound(_ message: String) -> ControlError { ControlError(status: 404, message: message) }
}
