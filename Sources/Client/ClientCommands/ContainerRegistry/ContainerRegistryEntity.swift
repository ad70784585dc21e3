import ClientStore
import StackComponents
import TerminalUI

extension Entity where Item == StackComponentRecord {
    static let containerRegistry = Entity(
        noun: "container registry",
        argument: "NAME_ID_OR_PREFIX",
        listing: EntityListing(
            summary: "List all container registries.",
            progress: "Listing container_registries...",
            whenEmpty: "No components found for the given filters.",
            table: .components,
            takesLabels: false,
            showsActiveFirst: true,
            page: { try $1.components(ofType: StackComponentType.containerRegistry.rawValue, $0) },
            isActive: { component, stack in stack.components.contains { $0.id == component.id } },
            columns: { _, _ in
                [
                    .init(heading: "NAME") { .text($0.name) },
                    .init(heading: "COMPONENT ID") { .text($0.id) },
                    .init(heading: "FLAVOR") { .text($0.flavor) },
                    .init(heading: "OWNER") { _ in .text("default") },
                ]
            }
        )
    )
}
