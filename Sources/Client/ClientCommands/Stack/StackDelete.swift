import ClientStore
import StackComponents
import TerminalUI

/// `zenml stack delete` (docs/zenml/stacks.md, "Stacks").
enum StackDelete {
    private static let name = Entity.stack.name
    private static let confirms = Parameter.flag("-y", "--yes", help: "Do not ask.")
    private static let recursively = Parameter.flag(
        "-r",
        "--recursive",
        help: "Delete its components as well that are in no other stack."
    )

    static let command = Command(
        "delete",
        summary: "Delete a stack.",
        parameters: [name, confirms, recursively]
    ) { input, context in
        let (text, recursively) = (input[name], input[recursively])
        if !input[confirms] {
            let question =
                recursively
                ? "If there are stack components present in another stack, those stack components will be ignored for "
                    + "removal \nDo you want to continue ?"
                : "This will delete stack '\(text)'. \nAre you sure you want to proceed?"
            guard try await context.terminal.ask(.yesOrNo(question)) else {
                context.terminal.declare("Stack deletion canceled.")
                return
            }
        }
        let deleted = try await context.terminal.withSpinner("Deleting stack '\(text)'...") {
            try await context.write { try Stacks.delete(text, recursively: recursively, in: $0) }
        }
        for component in deleted.components {
            context.terminal.declare(
                "Deregistered stack component (type: \(component.type)) with name '\(component.name)'."
            )
        }
        context.terminal.declare("Deregistered stack with name '\(deleted.stack.name)'.")
        context.terminal.declare("Deleted stack '\(text)'.")
    }
}
