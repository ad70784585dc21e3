import ClientStore
import ServiceConnectors
import StackComponents

/// A command that is refused: `Error: ` and the message, exit status 1.
struct CommandFailure: Error, Sendable {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    /// What an error of the modules below means on the command line.
    init(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as StoreConflict: self.init(CommandFailure.text(of: error))
        default: self.init("\(error)")
        }
    }

    /// An option or a command of ZenML's that this program does not have.
    static func notBuilt(_ what: String, instead: String) -> CommandFailure {
        CommandFailure("\(what) is not built: \(instead).")
    }

    private static func text(of conflict: StoreConflict) -> String {
        switch conflict {
        case .serviceConnectorExists(let name):
            "Unable to register service connector with name '\(name)': Found an existing service connector with the "
                + "same name in the same workspace 'default'."
        case .componentExists(let type, let name):
            "Unable to register '\(type)' component with name '\(name)': Found an existing component with the same "
                + "name and type in the same workspace 'default'."
        case .stackExists(let name):
            "A stack with name `\(name)` already exists, please use a different name."
        case .componentGone(let id):
            "The stack component with ID '\(id)' was removed meanwhile."
        case .stackGone(let id):
            "The stack with ID '\(id)' was removed meanwhile."
        }
    }
}
