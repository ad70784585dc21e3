/// The options that `service-connector register` and `update` share.
enum ConnectorParameters {
    static let description = Parameter.text("--description", help: "Short description of the connector.")
    static let resourceType = Parameter.literal(
        "-r",
        "--resource-type",
        help: "The type of resource to connect to; without one, all of the connector's."
    )
    static let resourceID = Parameter.literal("-ri", "--resource-id", help: "The ID of the resource to connect to.")
    static let authMethod = Parameter.text("-a", "--auth-method", help: "The authentication method to use.")
    static let expiresAt = Parameter.date("--expires-at", help: "When the credentials expire, in UTC.")
    static let expiresSkewTolerance = Parameter.integer(
        "--expires-skew-tolerance",
        help: "How many seconds before that they count as expired."
    )
    static let expirationSeconds = Parameter.integer(
        "--expiration-seconds",
        help: "How many seconds temporary credentials stay valid that the connector makes."
    )
    static let skipsVerification = Parameter.flag("--no-verify", help: "Do not verify the connector first.")
    static let isInteractive = Parameter.flag("-i", "--interactive", help: "Ask for everything.")
    static let showsSecrets = Parameter.flag("-x", "--show-secrets", help: "Show secrets as they are typed.")
}
