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
        default: self.init("\(error)")
        }
    }

    /// An option or a command of ZenML's that this program does not have.
    static func notSupported(_ what: String, instead: String) -> CommandFailure {
        CommandFailure("\(what) is not supported: \(instead).")
    }
}
