import ServiceConnectors
import TerminalUI

/// The long texts about connector types and what they have (docs/zenml/connectors.md, "Types and methods").
enum TypeDocument {
    typealias Block = DocumentText.Block

    private static let lock = "🔒"

    // MARK: Documents

    /// One type.
    ///
    /// - Parameter isComplete: whether its resource types and methods are described as well.
    static func of(_ type: ServiceConnectorType, isComplete: Bool) -> DocumentText {
        var blocks = [.title(title(type))] + blocks(type)
        if isComplete {
            for resource in type.resourceTypes {
                blocks += [.heading(title(resource))] + self.blocks(resource, of: type)
            }
            for method in type.authMethods { blocks += [.heading(title(method))] + self.blocks(method) }
        }
        return DocumentText(blocks + [.rule])
    }

    /// One resource type.
    static func of(_ resource: ResourceType, of type: ServiceConnectorType) -> DocumentText {
        DocumentText([.title(title(resource))] + blocks(resource, of: type) + [.rule])
    }

    /// One method.
    static func of(_ method: AuthMethod) -> DocumentText {
        DocumentText([.title(title(method))] + blocks(method) + [.rule])
    }

    /// The types that there are to choose from.
    static func choice(of types: [ServiceConnectorType]) -> DocumentText {
        choice("Available service connector types", types.flatMap { [.heading(title($0))] + blocks($0) })
    }

    /// The resource types that there are to choose from.
    static func choice(ofResourceTypes type: ServiceConnectorType) -> DocumentText {
        choice("Available resource types", type.resourceTypes.flatMap { [.heading(title($0))] + blocks($0, of: type) })
    }

    /// The methods that there are to choose from.
    static func choice(ofMethods type: ServiceConnectorType) -> DocumentText {
        choice("Available authentication methods", type.authMethods.flatMap { [.heading(title($0))] + blocks($0) })
    }

    private static func choice(_ title: String, _ blocks: [Block]) -> DocumentText {
        DocumentText([.title(title)] + blocks + [.rule])
    }

    // MARK: Parts

    private static func title(_ type: ServiceConnectorType) -> String {
        "\(type.emoji) \(type.name) (connector type: \(type.identifier))"
    }

    private static func title(_ resource: ResourceType) -> String {
        "\(resource.emoji) \(resource.name) (resource type: \(resource.identifier))"
    }

    private static func title(_ method: AuthMethod) -> String {
        "\(lock) \(method.name) (auth method: \(method.identifier))"
    }

    private static func blocks(_ type: ServiceConnectorType) -> [Block] {
        [
            named("Authentication methods"), .list(locked(type.authMethods)),
            named("Resource types"), .list(type.resourceTypes.map { DocumentPhrase($0.label) }),
            named("Supports auto-configuration", type.supportsAutoConfiguration),
            named("Available locally", true), named("Available remotely", false),
        ] + prose(type.description)
    }

    private static func blocks(_ resource: ResourceType, of type: ServiceConnectorType) -> [Block] {
        [
            named("Authentication methods", type.authMethods.map(\.identifier).joined(separator: ", ")),
            named("Supports resource instances", resource.hasInstances),
            named("Authentication methods"), .list(locked(type.authMethods)),
        ] + prose(resource.description)
    }

    private static func blocks(_ method: AuthMethod) -> [Block] {
        let attributes = method.attributes.map { attribute in
            DocumentPhrase(attribute.name, .code) + DocumentPhrase(" \(attribute.traits): ")
                + DocumentPhrase(attribute.title, .emphasis)
        }
        return [named("Supports issuing temporary credentials", method.lifetime != nil)] + prose(method.description)
            + [named("Attributes"), .list(attributes)]
    }

    private static func locked(_ methods: [AuthMethod]) -> [DocumentPhrase] {
        methods.map { DocumentPhrase("\(lock) \($0.identifier)") }
    }

    private static func named(_ name: String, _ value: String? = nil) -> Block {
        .paragraph(DocumentPhrase(name, .strong) + DocumentPhrase(value.map { ": \($0)" } ?? ":"))
    }

    private static func named(_ name: String, _ value: Bool) -> Block { named(name, value ? "True" : "False") }

    private static func prose(_ description: [TypeDescription]) -> [Block] {
        description.map { piece in
            switch piece {
            case .paragraph(let text): .paragraph(DocumentPhrase(text))
            case .list(let items): .list(items.map { DocumentPhrase($0) })
            }
        }
    }
}
