import AWSClient
import ClientCommands
import ClientStore
import CurlHTTP
import Determinism
import DockerConfiguration
import Foundation
import ServiceConnectors
import Synchronization
import TerminalUI

/// A home in which commands run, in process and without a network; removed with it.
final class CommandHome: Sendable {
    /// What one command did.
    struct Result: Sendable, Equatable {
        var output = ""
        var error = ""
        var events: [TerminalEvent] = []
        var status: Int32 = 0
    }

    let path: String
    let clock = WorldClock.standing(at: Date(timeIntervalSince1970: 1_722_254_400))
    let aws: ScriptedAWS
    private let driver = CurlDriver()
    private let state = Mutex<(variables: [String: String], docker: DockerConfigurationError?, logins: [[String]])>(
        ([:], nil, [])
    )

    /// - Parameter isInitialised: whether the store is there already.
    init(variables: [String: String] = CommandHome.keys, isInitialised: Bool = true) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "drydock-home-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path + "/.aws", withIntermediateDirectories: true)
        aws = ScriptedAWS(clock: clock)
        state.withLock { $0.variables = variables }
        if isInitialised { try ClientStore.initialise(location, clock: clock, randomness: .system()) }
    }

    deinit {
        driver.shutDown()
        try? FileManager.default.removeItem(atPath: path)
    }

    static let keys = [
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AWS_DEFAULT_REGION": "us-east-1",
    ]

    var location: StoreLocation { StoreLocation(variables: [:], home: path) }

    var variables: [String: String] {
        get { state.withLock { $0.variables } }
        set { state.withLock { $0.variables = newValue } }
    }

    /// What docker's side of a login meets.
    var dockerTrouble: DockerConfigurationError? {
        get { state.withLock { $0.docker } }
        set { state.withLock { $0.docker = newValue } }
    }

    /// Registry, user name and password of every login.
    var logins: [[String]] { state.withLock { $0.logins } }

    func write(_ text: String, to name: String) throws {
        let file = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func storedState() async throws -> StoredState {
        let store = try ClientStore.open(location, clock: clock, randomness: .system())
        defer { store.close() }
        return try await store.read { try $0.state() }
    }

    /// Runs `zenml` with arguments.
    func zenml(
        _ arguments: [String],
        width: Int = 200,
        isInteractive: Bool = false,
        input: TerminalInput = .ended
    ) async -> Result {
        let events = Mutex<[TerminalEvent]>([])
        let terminal = Terminal(width: width, isInteractive: isInteractive, usesColour: false, input: input) { event in
            events.withLock { $0.append(event) }
        }
        let environment = ClientEnvironment(
            variables: variables.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { own, _ in own },
            home: path,
            workingDirectory: path,
            clock: clock,
            randomness: .system(),
            http: driver
        )
        let services = ClientServices(
            calls: aws.factory,
            dockerLogin: { [path, self] (registry, username, password) async throws(DockerConfigurationError) in
                if let trouble = dockerTrouble { throw trouble }
                state.withLock { $0.logins.append([registry, username, password]) }
                return path + "/.docker/config.json"
            },
            dockerCheck: { [self] (_, _, _) async throws(DockerConfigurationError) in
                if let trouble = dockerTrouble { throw trouble }
            }
        )
        let status = await ZenMLCommand.run(arguments, in: environment, on: terminal, with: services)
        var result = Result(status: status)
        result.events = events.withLock { $0 }
        for event in result.events {
            switch event {
            case .output(let text): result.output += text
            case .error(let text): result.error += text
            case .spinner, .spinnerEnded: break
            }
        }
        return result
    }

    /// Runs `zenml` with the words of a line; apostrophes and quotation marks keep words together.
    ///
    /// - Parameter typed: the answers to what it asks, from a pipe.
    func zenml(
        _ line: String,
        width: Int = 200,
        isInteractive: Bool = false,
        typed: [String] = []
    ) async -> Result {
        await zenml(
            CommandHome.words(line),
            width: width,
            isInteractive: isInteractive,
            input: ScriptedAnswers(typed, areTyped: false).input
        )
    }

    /// Runs `zenml` with the words of a line, and types answers to its questions.
    ///
    /// - Returns: also what was typed in vain, and what was asked in vain.
    func zenml(
        _ line: String,
        typing answers: [String],
        width: Int = 200
    ) async -> (result: Result, unread: [String], unanswered: [String]) {
        let script = ScriptedAnswers(answers)
        let result = await zenml(CommandHome.words(line), width: width, input: script.input)
        return (result, script.unread, script.unanswered)
    }

    static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            switch (character, quote) {
            case (let c, let q?) where c == q: quote = nil
            case ("'", nil), ("\"", nil):
                quote = character
                word = word ?? ""
            case (" ", nil):
                if let word { words.append(word) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
