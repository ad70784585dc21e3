package import ServiceConnectors

extension NameLookup {
    /// Of stack components.
    package static func components(allowsNamePrefix: Bool) -> NameLookup {
        NameLookup(kind: "stack_component", allowsNamePrefix: allowsNamePrefix)
    }

    /// Of service connectors.
    package static func connectors(allowsNamePrefix: Bool) -> NameLookup {
        NameLookup(kind: "service_connector", allowsNamePrefix: allowsNamePrefix)
    }

    /// Of stacks.
    package static func stacks(allowsNamePrefix: Bool) -> NameLookup {
        NameLookup(kind: "stack", allowsNamePrefix: allowsNamePrefix)
    }
}
