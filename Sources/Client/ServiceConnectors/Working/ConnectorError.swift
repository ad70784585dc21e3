/// Why a service connector cannot be configured, verified or used. Its message is ZenML's text without the command's
/// prefix (docs/zenml/connectors.md); it never holds a secret.
package struct ConnectorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What verification wraps differently.
    package enum Kind: Sendable, Equatable {
        /// AWS refused, or did not answer.
        case authorization
        /// AWS gives access to something else than what was asked for.
        case otherResource
        /// A value that was given is malformed or does not fit.
        case value
        /// The configuration as a whole is refused, before AWS is asked.
        case configuration
        /// The connector's own credentials have expired.
        case expired
        /// The original ends here with a stack trace, unless verification catches it; the message stands without any
        /// prefix.
        case bare
    }

    package let kind: Kind
    package let message: String

    package var description: String { message }

    /// Whether the credentials do not give what was asked for.
    var isRefusal: Bool { kind == .authorization || kind == .otherResource }

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    static func authorization(_ message: String) -> ConnectorError { ConnectorError(.authorization, message) }
    static func value(_ message: String) -> ConnectorError { ConnectorError(.value, message) }
    static func configuration(_ message: String) -> ConnectorError { ConnectorError(.configuration, message) }
    static func bare(_ message: String) -> ConnectorError { ConnectorError(.bare, message) }
    static let expired = ConnectorError(.expired, "the connector's authentication credentials have expired.")

    /// What ZenML says unless `ZENML_ENABLE_IMPLICIT_AUTH_METHODS` is set.
    static let implicitRefused = ConnectorError.authorization(
        "Implicit authentication methods for service connectors are implicitly disabled for security reasons. "
            + "To enable them, the ZENML_ENABLE_IMPLICIT_AUTH_METHODS environment variable must be set for the ZenML "
            + "deployment."
    )
}
