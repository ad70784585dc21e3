import ClientStore
import Determinism
import DrydockCommands
import Synchronization
import TerminalUI

/// Verbs of `drydock` on a test's emulator, in its process.
struct VerbRun: Sendable {
    let drydock: Drydock

    func run(_ arguments: [String]) async -> Drydock.Output {
        let printed = Mutex("")
        let terminal = Terminal(width: 170, isInteractive: false, usesColour: false) { event in
            switch event {
            case .output(let text), .error(let text): printed.withLock { $0 += text }
            case .spinner, .spinnerEnded: break
            }
        }
        let status = await DrydockVerbs.run(arguments, in: context, on: terminal)
        return Drydock.Output(text: printed.withLock(\.self), status: status)
    }

    private var context: DrydockContext {
        let (driver, variables) = (drydock.driver, drydock.environment(by: .proxy, from: [:]))
        return DrydockContext(
            control: drydock.control,
            connect: { HTTPControl(endpoint: $0, driver: driver) },
            variables: variables,
            store: StoreLocation(variables: variables, home: drydock.home),
            dataDirectory: drydock.home + "/.local/share/drydock",
            workingDirectory: drydock.home,
            clock: .running(),
            randomness: .system()
        )
    }
}
