import AWSClient
import ClientStore
import StackComponents
import TerminalUI

/// `zenml stack register` (docs/zenml/stacks.md, "Stacks").
enum StackRegister {
    private static let name = Parameter.argument("STACK_NAME", help: "The stack's name.")
    private static let activates = Parameter.flag("--set", help: "Make the stack the active one.")
    private static let provider = Parameter.choice(
        "-p",
        "--provider",
        among: ["aws", "azure", "gcp"],
        help: "Not supported: make the stack from a cloud's resources."
    )
    private static let connector = Parameter.text(
        "-sc",
        "--connector",
        help: "Not supported: the service connector for that."
    )

    static let command = Command(
        "register",
        summary: "Register a stack with components.",
        parameters: [name] + ComponentOptions.all.map(\.parameter) + [activates, provider, connector],
        passesUnknownOptions: true,
        run: run
    )

    private static func run(_ input: CommandInput, in context: CommandContext) async throws {
        guard input[provider] == nil, input[connector] == nil else {
            throw CommandFailure.notSupported(
                "Registering a stack from a cloud (--provider, --connector)",
                instead: "name its components with -a, -o and -c"
            )
        }
        let terminal = context.terminal
        let (name, selection, activates) = (input[name], ComponentOptions.selection(input), input[activates])
        let (stack, isActive) = try await terminal.withSpinner("Registering stack '\(name)'...") {
            try await context.write { writer in
                let stack = try Stacks.register(name, selection, activates: activates, in: writer)
                return (stack, try Stacks.isActive(stack, in: writer.reader))
            }
        }
        terminal.declare("Stack '\(stack.name)' successfully registered!")
        // The stack is described as it was when it was registered, before it was made the active one.
        terminal.show(StackDescription(stack: stack, isActive: isActive && !activates).output, as: .table)
        if activates { terminal.declare("Active global stack set to:'\(stack.name)'") }
        terminal.declare("To delete the objects created by this command run, please run in a sequence:")
        terminal.echo("")
        let command = "zenml stack delete -y \(stack.name)"
        terminal.echo(command + String(repeating: " ", count: max(0, terminal.width - DisplayWidth.of(command))))
        context.showDashboardHint()
    }
}
