import ServiceConnectors
import TerminalUI

/// Connector types, resource types and methods as data for programs.
enum TypeData {
    /// - Parameter isComplete: whether its resource types and methods are described as well, and not just named.
    static func of(_ type: ServiceConnectorType, isComplete: Bool) -> OutputValue {
        let resources = type.resourceTypes.map { isComplete ? of($0, of: type) : .text($0.identifier) }
        let methods = type.authMethods.map { isComplete ? of($0) : .text($0.identifier) }
        return .map([
            .init("name", .text(type.name)),
            .init("type", .text(type.identifier)),
            .init("resource_types", .list(resources)),
            .init("auth_methods", .list(methods)),
            .init("supports_auto_configuration", .flag(type.supportsAutoConfiguration)),
            .init("local", .flag(true)),
            .init("remote", .flag(false)),
            .init("description", prose(type.description)),
        ])
    }

    static func of(_ resource: ResourceType, of type: ServiceConnectorType) -> OutputValue {
        .map([
            .init("name", .text(resource.name)),
            .init("resource_type", .text(resource.identifier)),
            .init("auth_methods", .texts(type.authMethods.map(\.identifier))),
            .init("supports_instances", .flag(resource.hasInstances)),
            .init("description", prose(resource.description)),
        ])
    }

    static func of(_ method: AuthMethod) -> OutputValue {
        let lifetime = method.lifetime.map { lifetime in
            OutputValue.map([
                .init("minimum", .number(lifetime.minimum)),
                .init("default", .number(lifetime.standard)),
                .init("maximum", lifetime.maximum.map { .number($0) } ?? .null),
            ])
        }
        return .map([
            .init("name", .text(method.name)),
            .init("auth_method", .text(method.identifier)),
            .init("supports_temporary_credentials", .flag(method.lifetime != nil)),
            .init("session_seconds", lifetime ?? .null),
            .init(
                "attributes",
                .list(
                    method.attributes.map { attribute in
                        .map([
                            .init("name", .text(attribute.name)),
                            .init("title", .text(attribute.title)),
                            .init("secret", .flag(attribute.isSecret)),
                            .init("required", .flag(attribute.isRequired)),
                        ])
                    }
                )
            ),
            .init("description", prose(method.description)),
        ])
    }

    /// Paragraphs, with an empty line between them.
    private static func prose(_ description: [TypeDescription]) -> OutputValue {
        let texts = description.map { piece in
            switch piece {
            case .paragraph(let text): text
            case .list(let items): items.map { "- " + $0 }.joined(separator: "\n")
            }
        }
        return .text(texts.joined(separator: "\n\n"))
    }
}
