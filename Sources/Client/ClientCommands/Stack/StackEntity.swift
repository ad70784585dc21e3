import ClientStore
import StackComponents
import TerminalUI

extension Entity where Item == StackRecord {
    static let stack = Entity(
        noun: "stack",
        argument: "STACK_NAME_OR_ID",
        listing: EntityListing(
            summary: "List all stacks.",
            progress: nil,
            whenEmpty: "No stacks found for the given filters.",
            table: .stacks,
            takesLabels: false,
            showsActiveFirst: true,
            page: { try $1.stacks($0) },
            isActive: { $0.id == $1.id },
            columns: { stacks, _ in columns(of: stacks) }
        )
    )

    /// One for each type of component, in the order in which they first appear.
    private static func columns(of stacks: [StackRecord]) -> [EntityListing<Item>.Column] {
        var types: [String] = []
        for component in stacks.flatMap(\.componentsByType) where !types.contains(component.type) {
            types.append(component.type)
        }
        return [
            .init(heading: "STACK NAME") { .text($0.name) },
            .init(heading: "STACK ID") { .text($0.id) },
            .init(heading: "OWNER") { .shown($0.isBuiltIn ? "-" : "default", $0.isBuiltIn ? .null : .text("default")) },
        ]
            + types.map { type in
                .init(heading: type.uppercased()) { stack in
                    .optional(stack.components.first { $0.type == type }?.name)
                }
            }
    }
}

extension StackRecord {
    /// ZenML's order is that of their IDs, which varies from run to run.
    var componentsByType: [StackComponentRecord] { components.sorted { $0.type < $1.type } }
}
