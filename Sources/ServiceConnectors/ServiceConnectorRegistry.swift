/// The connector types that this program knows.
package enum ServiceConnectorRegistry {
    /// ZenML's other types, which are not built.
    private static let otherTypes = ["docker", "kubernetes", "gcp", "azure", "hyperai"]

    /// The type of an identifier.
    ///
    /// - Throws: ``ConnectorError`` for one that is unknown or not built.
    package static func type(_ identifier: String) throws(ConnectorError) -> ServiceConnectorType {
        if identifier == ServiceConnectorType.aws.identifier { return .aws }
        if otherTypes.contains(identifier) {
            throw .notBuilt("connectors of type '\(identifier)' are not built: the only type is 'aws'.")
        }
        throw .configuration(
            PythonText.keyError(
                "Service connector type \(identifier) not found. Please check that you have installed all required "
                    + "Python packages and ZenML integrations and try again."
            )
        )
    }
}
