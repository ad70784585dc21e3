import AWSClient
import ArgumentParser
import ClientStore
import StackComponents
import TerminalUI

/// `zenml stack register` (client.md, section 12).
struct StackRegister: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a stack with components."
    )
    static let synopsis = "[OPTIONS] STACK_NAME"
    static let passesUnknownOptions = true
    static var options: [CommandOption<Self>] {
        ComponentOptions.options.map { $0.within(\.components) } + [
            .flag("--set", to: \.activates),
            .value("-p", "--provider", to: \.provider),
            .value("-sc", "--connector", to: \.connector),
        ]
    }

    @OptionGroup var components: ComponentOptions

    @Flag(name: .customLong("set"), help: "Make the stack the active one.")
    var activates = false

    @Option(name: [.customShort("p"), .customLong("provider")], parsing: .unconditional, help: .hidden)
    var provider: String?

    @Option(
        name: [.customLong("sc", withSingleDash: true), .customLong("connector")],
        parsing: .unconditional,
        help: .hidden
    )
    var connector: String?

    @Argument(parsing: .allUnrecognized, help: "The name of the stack.")
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        let name = try argument("STACK_NAME")
        let providers = ["aws", "azure", "gcp"]
        if let provider, !providers.contains(provider) {
            let choices = providers.map { "'\($0)'" }.joined(separator: ", ")
            throw UsageError.invalidValue(
                of: "'--provider' / '-p'",
                "'\(provider)' is not one of \(choices)."
            )
        }
        guard provider == nil, connector == nil else {
            throw CommandFailure.notBuilt(
                "Registering a stack from a cloud (--provider, --connector)",
                instead: "name its components with -a, -o and -c"
            )
        }
        let terminal = context.terminal
        let (selection, activates) = (components.selection, activates)
        let stack = try await context.withStore { store in
            try await store.write { try Stacks.register(name, selection, activates: activates, in: $0) }
        }
        terminal.declare("Stack '\(stack.name)' successfully registered!")
        StackTables(stack: stack).show(on: terminal)
        if activates { terminal.declare("Active global stack set to: '\(stack.name)'") }
        terminal.declare("To delete the objects created by this command run, please run in a sequence:")
        terminal.echo("")
        let command = "zenml stack delete -y \(stack.name)"
        terminal.echo(command + String(repeating: " ", count: max(0, terminal.width - DisplayWidth.of(command))))
        context.showDashboardHint()
    }
}
