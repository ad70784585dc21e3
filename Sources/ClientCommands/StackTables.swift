import ClientStore
import TerminalUI

/// The tables and lines that describe a stack (client.md, sections 11 and 12).
struct StackTables {
    let stack: StackRecord

    func show(on terminal: Terminal) {
        terminal.table(
            Table.details(
                title: "Stack Configuration",
                caption: "'\(stack.name)' stack",
                "COMPONENT_TYPE",
                "COMPONENT_NAME",
                rows: stack.components.sorted { $0.type < $1.type }.map { ($0.type.uppercased(), $0.name) }
            )
        )
        terminal.table(
            Table.details(title: "Labels", "LABEL", "VALUE", rows: stack.labels.map { ($0.key, $0.value) })
        )
        terminal.declare("Stack '\(stack.name)' with id '\(stack.id)' is owned by user default.")
    }
}
