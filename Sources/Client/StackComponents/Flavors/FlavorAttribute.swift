/// An attribute of a container registry: every flavor has the same.
package struct FlavorAttribute: Sendable, Equatable {
    package let name: String
    package let isRequired: Bool
    /// What it means.
    package let meaning: String

    /// As `flavor describe` shows what it holds.
    package var form: String { isRequired ? "string, REQUIRED" : "one of: string, null" }

    /// In ZenML's order.
    package static let all = [
        FlavorAttribute(
            name: "authentication_secret",
            isRequired: false,
            meaning: "The name of a secret with a username and a password."
        ),
        FlavorAttribute(
            name: ContainerRegistryFlavor.resourceAttribute,
            isRequired: true,
            meaning: "The URI of the registry."
        ),
        FlavorAttribute(
            name: "default_repository",
            isRequired: false,
            meaning: "The repository that images go to where none is named."
        ),
    ]
}
