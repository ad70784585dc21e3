package import AWSCore
import AWSSignature
package import ClientStore
package import Foundation

/// The configuration of a service connector, complete and checked.
package struct ConnectorConfiguration: Sendable {
    /// How long before its end a credential counts as expired, in seconds, where nothing else is said.
    package static let standardSkewTolerance = 300

    package let type: ServiceConnectorType
    /// The UUID, once it is registered.
    package var id: String?
    /// The name, once it is registered: errors name it.
    package var name: String?
    package let method: AuthMethod
    /// Nil for a connector of all its type's resource types.
    package var resourceType: ResourceType?
    /// Secret ones included.
    package let attributes: [String: String]
    /// The region of an AWS connector; nil for other types.
    package let region: Region?
    /// As it was given or stored; nil for no resource in particular.
    package var resourceID: String?
    package var expiresAt: Date?
    package var expiresSkewTolerance: Int?
    /// Nil for the method's default.
    package var expirationSeconds: Int?

    /// - Parameters:
    ///   - resourceType: nil for all of the type's.
    ///   - attributes: of the method; what is unknown must have been left out.
    /// - Throws: ``ConnectorError`` for a required attribute that is missing, or a region without a region's form.
    package init(
        type: ServiceConnectorType,
        method: AuthMethod,
        resourceType: ResourceType?,
        attributes: [String: String]
    ) throws(ConnectorError) {
        // An empty secret is none, which ZenML finds out when it has looked for all of them.
        let present = attributes.filter { !$0.value.isEmpty || !method.secretAttributes.contains($0.key) }
        for given in [attributes, present] {
            for name in method.requiredAttributes where given[name] == nil {
                throw .value("connector configuration is not valid: missing required attribute '\(name)'")
            }
        }
        var region: Region?
        if let text = attributes[ConnectorAttribute.region.name] {
            guard let checked = Region(text) else {
                throw .configuration(
                    "connector configuration is not valid: Provided region_name '\(text)' doesn't match a supported "
                        + "format."
                )
            }
            region = checked
        }
        self.type = type
        self.method = method
        self.resourceType = resourceType
        self.attributes = present
        self.region = region
    }

    /// The configuration of a stored connector.
    package init(_ record: ServiceConnectorRecord, secrets: [String: String]) throws(ConnectorError) {
        let type = try ServiceConnectorRegistry.type(record.connectorType)
        let only = record.resourceTypes.count == 1 ? record.resourceTypes.first : nil
        let (method, resourceType) = try type.specification(method: record.authMethod, resourceType: only)
        try self.init(
            type: type,
            method: method,
            resourceType: resourceType,
            attributes: record.configuration.merging(secrets) { _, secret in secret }
        )
        id = record.id
        name = record.name
        resourceID = record.resourceID
        expiresAt = record.expiresAt
        expiresSkewTolerance = record.expiresSkewTolerance
        expirationSeconds = record.expirationSeconds
    }

    /// The resource types that the connector gives access to.
    package var resourceTypes: [ResourceType] { resourceType.map { [$0] } ?? type.resourceTypes }

    /// The attributes that may be shown.
    package var openAttributes: [String: String] {
        attributes.filter { !method.secretAttributes.contains($0.key) }
    }

    /// The attributes that are kept apart.
    package var secrets: [String: String] {
        attributes.filter { method.secretAttributes.contains($0.key) }
    }

    /// The configuration as it is stored, of a connector that has a name.
    package func record(name: String, description: String, labels: [Label]) -> NewServiceConnector {
        var connector = NewServiceConnector(
            name: name,
            connectorType: type.identifier,
            authMethod: method.identifier,
            resourceTypes: resourceTypes.map(\.identifier),
            resourceID: resourceID,
            configuration: openAttributes,
            secrets: secrets
        )
        connector.description = description
        connector.labels = labels
        connector.expiresAt = expiresAt
        connector.expiresSkewTolerance = expiresSkewTolerance
        connector.expirationSeconds = expirationSeconds
        return connector
    }

    /// How long sessions last, in seconds; nil for a method without sessions.
    package var sessionSeconds: Int? {
        guard let lifetime = method.lifetime else { return nil }
        guard let seconds = expirationSeconds, seconds != 0 else { return lifetime.standard }
        return seconds
    }

    /// Checks the lifetime of sessions against the method's limits.
    package func checkLifetime() throws(ConnectorError) {
        let reason: String
        switch method.lifetime {
        case nil:
            guard let seconds = expirationSeconds else { return }
            reason =
                "Expiration time is not supported for this authentication method but a value was provided: \(seconds)"
        case let lifetime?:
            let seconds = sessionSeconds ?? lifetime.standard
            if seconds < lifetime.minimum {
                reason = "Expiration time must be at least \(lifetime.minimum) seconds."
            } else if let maximum = lifetime.maximum, seconds > maximum {
                reason = "Expiration time must be at most \(maximum) seconds."
            } else {
                return
            }
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

    /// The AWS credentials as they are stored.
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

    /// The attribute `policy_arns`.
    var policyARNs: [String] {
        attributes[ConnectorAttribute.policyARNs.name].map(ConnectorConfiguration.list) ?? []
    }

    /// A JSON list, or texts separated by commas.
    private static func list(_ text: String) -> [String] {
        if let list = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) { return list }
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

extension ConnectorConfiguration: CustomStringConvertible, CustomReflectable {
    /// Type, method and region alone: secrets never get into a log or an error.
    package var description: String {
        "ConnectorConfiguration(\(type.identifier), \(method.identifier)\(region.map { ", \($0)" } ?? ""))"
    }
    package var customMirror: Mirror {
        Mirror(self, children: ["type": type.identifier, "method": method.identifier, "region": region?.name ?? ""])
    }
}

extension ServiceConnectorType: Equatable {
    /// Types are known by their identifiers.
    package static func == (left: ServiceConnectorType, right: ServiceConnectorType) -> Bool {
        left.identifier == right.identifier
    }
}
