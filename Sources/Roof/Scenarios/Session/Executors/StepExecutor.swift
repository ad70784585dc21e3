import ClientCommands
import ClientStore
import CurlHTTP
import Determinism

/// A command as it is run: what variables stand for is in their place.
struct StepCommand: Sendable {
    let text: String
    /// The words; nil where a shell has to interpret the line.
    let words: [String]?
    /// The step's place on the page, counted from 1, which decides its share of chance.
    let number: Int
    /// What is typed at the command's prompts.
    let answers: [TypedAnswer]
    /// How long it may take; then it is stopped.
    let timeLimit: Duration
    /// What the page's variables stand for before it.
    let bindings: Bindings

    static let usualTimeLimit = Duration.seconds(120)

    init(
        _ text: String,
        number: Int,
        answers: [TypedAnswer] = [],
        timeLimit: Duration = usualTimeLimit,
        bindings: Bindings = Bindings()
    ) {
        self.text = text
        words = ShellWords.split(text)
        self.number = number
        self.answers = answers
        self.timeLimit = timeLimit
        self.bindings = bindings
    }

    var arguments: [String] { Array((words ?? []).dropFirst()) }
}

/// What became of a command.
enum Execution: Sendable {
    /// With what it asked without an answer, and the answers that it did not ask for.
    case shown(Transcript, unanswered: [String] = [], unread: [TypedAnswer] = [])
    /// Something else than the command itself ended it, or it could not be started.
    case ended(Transcript, reason: String)

    static func tookTooLong(_ limit: Duration) -> String {
        "it did not end within \(limit) and was stopped; a page that takes longer says so by `timeout:`"
    }

    /// The run was interrupted.
    case interrupted
}

/// Runs commands of one kind in a page's sandbox.
protocol StepExecutor: Sendable {
    func run(_ command: StepCommand) async throws -> Execution
}

/// What executors take from the page that is played.
struct SessionContext: Sendable {
    let sandbox: Sandbox
    let emulator: ScenarioEmulator
    let clock: WorldClock
    let driver: CurlDriver
    /// The connections of the client's commands.
    let connections: HTTPClientPool
    /// Keeps the client's store open between commands in this process.
    let storeKeeper: ClientStoreKeeper
    let forkServer: ForkServer

    /// Runs a command in this process, on a terminal of the page's width.
    func inProcess(_ command: StepCommand) -> InProcessCommand {
        let sandbox = sandbox
        return InProcessCommand(
            columns: sandbox.columns,
            rewrite: { sandbox.shown($0) },
            answers: command.answers,
            timeLimit: command.timeLimit
        )
    }
}
