package import AWSCore
import AWSSignature
package import ClientStore
package import Foundation

/// The configuration of an AWS service connector for ECR, complete and checked.
package struct ConnectorConfiguration: Sendable {
    /// How long before its end a credential counts as expired, in seconds, where nothing else is said.
    package static let standardSkewTolerance = 300

    /// The UUID, once it is registered.
    package var id: String?
    /// The name, once it is registered: errors name it.
    package var name: String?
    package let method: AuthMethod
    /// Secret ones included.
    package let attributes: [String: String]
    package let region: Region
    /// As it was given or stored; nil for the registry of the credentials' account.
    package var resourceID: String?
    package var expiresAt: Date?
    package var expiresSkewTolerance: Int?
    /// Nil for the method's default.
    package var expirationSeconds: Int?

    /// - Parameters:
    ///   - attributes: of the method; what is unknown must have been left out.
    /// - Throws: ``ConnectorError`` for a required attribute that is missing, or a region without a region's form.
    package init(method: AuthMethod, attributes: [String: String]) throws(ConnectorError) {
        for name in method.requiredAttributes where attributes[name] == nil {
            throw .configuration("connector configuration is not valid: missing required attribute '\(name)'")
        }
        let region = attributes[ConnectorAttribute.region.name] ?? ""
        guard let checked = Region(region) else {
            throw .configuration(
                "connector configuration is not valid: Provided region_name '\(region)' doesn't match a supported format."
            )
        }
        self.method = method
        self.attributes = attributes
        self.region = checked
    }

    /// The configuration of a stored connector.
    package init(_ record: ServiceConnectorRecord, secrets: [String: String]) throws(ConnectorError) {
        let type = try ServiceConnectorRegistry.type(record.connectorType)
        guard let method = type.authMethod(record.authMethod) else {
            throw .configuration("connector configuration is not valid: unknown method '\(record.authMethod)'")
        }
        try self.init(
            method: method,
            attributes: record.configuration.merging(secrets) { _, secret in secret }
        )
        id = record.id
        name = record.name
        resourceID = record.resourceID
        expiresAt = record.expiresAt
        expiresSkewTolerance = record.expiresSkewTolerance
        expirationSeconds = record.expirationSeconds
    }

    /// The attributes that may be shown.
    package var openAttributes: [String: String] {
        attributes.filter { !method.secretAttributes.contains($0.key) }
    }

    /// The attributes that are kept apart.
    package var secrets: [String: String] {
        attributes.filter { method.secretAttributes.contains($0.key) }
    }

    /// Checks the lifetime of sessions against the method's limits.
    package func checkLifetime() throws(ConnectorError) {
        guard let seconds = expirationSeconds else { return }
        let reason: String
        switch method.lifetime {
        case nil:
            reason =
                "Expiration time is not supported for this authentication method but a value was provided: \(seconds)"
        case let lifetime? where seconds < lifetime.minimum:
            reason = "Expiration time must be at least \(lifetime.minimum) seconds."
        case let lifetime? where lifetime.maximum.map({ seconds > $0 }) ?? false:
            reason = "Expiration time must be at most \(lifetime.maximum ?? seconds) seconds."
        default:
            return
        }
        throw .configuration(
            "The service connector configuration is not valid: connector configuration is not valid: " + reason
        )
    }

    /// Whether the connector's own credentials have ended, or end within the tolerance.
    package func isExpired(at now: Date) -> Bool {
        guard let expiresAt else { return false }
        let tolerance = expiresSkewTolerance ?? ConnectorConfiguration.standardSkewTolerance
        return expiresAt.addingTimeInterval(-Double(tolerance)) < now
    }

    /// The credentials as they are stored.
    func credentials() throws(ConnectorError) -> AWSCredentials {
        guard let key = AccessKeyID(attributes[ConnectorAttribute.accessKeyID.name] ?? "") else {
            throw .value("The attribute 'aws_access_key_id' is not an access key ID.")
        }
        return AWSCredentials(
            accessKeyID: key,
            secretAccessKey: attributes[ConnectorAttribute.secretAccessKey.name] ?? "",
            sessionToken: attributes[ConnectorAttribute.sessionToken.name]
        )
    }

    /// `policy_arns`: a JSON list, or ARNs separated by commas.
    var policyARNs: [String] {
        guard let text = attributes["policy_arns"] else { return [] }
        if let list = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) { return list }
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

extension ConnectorConfiguration: CustomStringConvertible, CustomReflectable {
    /// Method and region alone: secrets never get into a log or an error.
    package var description: String { "ConnectorConfiguration(\(method.identifier), \(region))" }
    package var customMirror: Mirror { Mirror(self, children: ["method": method.identifier, "region": region.name]) }
}
