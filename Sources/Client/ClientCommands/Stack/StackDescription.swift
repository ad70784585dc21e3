import ClientStore
import TerminalUI

/// The tables and lines that describe a stack (docs/zenml/stacks.md, "Stacks").
struct StackDescription {
    let stack: StackRecord
    let isActive: Bool

    var output: Output {
        let fields = stack.componentsByType.map { component in
            OutputTable.Field(component.type.uppercased(), .text(component.name), key: component.type)
        }
        let owner = stack.isBuiltIn ? "is unowned" : "is owned by user default"
        return Output([
            .member(.init("id", .text(stack.id))),
            .member(.init("name", .text(stack.name))),
            .member(.init("active", .flag(isActive))),
            .table(
                OutputTable(
                    .details("COMPONENT_TYPE", "COMPONENT_NAME", fields: fields),
                    key: "components",
                    title: "Stack Configuration",
                    caption: "'\(stack.name)' stack\(isActive ? " (ACTIVE)" : "")"
                )
            ),
            .table(LabelsTable.of(stack.labels, ofA: "stack")),
            .declared("Stack '\(stack.name)' with id '\(stack.id)' \(owner)."),
        ])
    }
}
