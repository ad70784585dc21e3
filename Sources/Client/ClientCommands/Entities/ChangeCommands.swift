import ClientStore
import TerminalUI

extension Entity {
    /// `rename`: gives one another name.
    ///
    /// - Parameters:
    ///   - argument: how the new name is called.
    ///   - change: does it within one transaction, and returns the name until then.
    ///   - done: what is said then, of the old name and the new one.
    func renameCommand(
        _ argument: String,
        change: @escaping @Sendable (StoreWriter, _ text: String, _ name: String) throws -> String,
        done: @escaping @Sendable (_ old: String, _ new: String) -> String
    ) -> Command {
        let (name, newName) = (name, Parameter.argument(argument, help: "The new name."))
        return Command("rename", summary: "Rename a \(noun).", parameters: [name, newName]) { input, context in
            let (text, new) = (input[name], input[newName])
            let old = try await context.write { try change($0, text, new) }
            context.terminal.declare(done(old, new))
            context.showDashboardHint()
        }
    }

    /// `copy`: registers another one with the same values.
    ///
    /// - Parameters:
    ///   - arguments: how the two names are called.
    ///   - change: does it within one transaction.
    func copyCommand(
        _ arguments: (source: String, target: String),
        change: @escaping @Sendable (StoreWriter, _ text: String, _ name: String) throws -> Void
    ) -> Command {
        let source = Parameter.argument(
            arguments.source,
            help: "The \(noun): its name, its ID or the beginning of either."
        )
        let target = Parameter.argument(arguments.target, help: "The name of the copy.")
        return Command("copy", summary: "Copy a \(noun) to another name.", parameters: [source, target]) {
            input,
            context in
            let (text, new) = (input[source], input[target])
            try await context.write { try change($0, text, new) }
            context.showDashboardHint()
        }
    }

    /// `delete`: takes one out of the store.
    ///
    /// - Parameters:
    ///   - progress: what is shown meanwhile.
    ///   - change: does it within one transaction, and returns what is said of it.
    func deleteCommand(
        progress: @escaping @Sendable (_ text: String) -> String,
        change: @escaping @Sendable (StoreWriter, _ text: String) throws -> [String]
    ) -> Command {
        let name = name
        return Command("delete", summary: "Delete a \(noun).", parameters: [name]) { input, context in
            let text = input[name]
            let lines = try await context.terminal.withSpinner(progress(text)) {
                try await context.write { try change($0, text) }
            }
            lines.forEach(context.terminal.declare)
        }
    }
}
