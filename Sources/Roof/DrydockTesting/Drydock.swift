import CurlHTTP
import Determinism
import DrydockCommands
import Emulator
public import Foundation
import NIOPosix
import Scenarios
import Storage

/// An emulator of ECR, STS and ECR's registry with a world, for a test.
///
/// ```swift
/// @Test func pushes() async throws {
///     try await withDrydock(.file("world.yaml"), identity: "ravi") { drydock in
///         let result = try await run("push.sh", environment: drydock.environment())
///         #expect(result == 0)
///         #expect(try await drydock.calls(denied: true) == [])
///     }
/// }
/// ```
public struct Drydock: Sendable {
    /// How clients reach the emulator.
    public enum Way: Sendable {
        /// AWS's own host names, through the emulator's proxy, with its CA trusted.
        case proxy
        /// `AWS_ENDPOINT_URL`.
        case endpoint
    }

    /// What became of a verb of `drydock`.
    public struct Output: Sendable, Equatable {
        /// What it printed, on standard output and standard error as it came.
        public let text: String
        /// 0, 1 for a failure, 2 for a command line that is wrong.
        public let status: Int32
    }

    /// Such as `http://127.0.0.1:40123`.
    public let endpoint: String
    /// The name of the user whose access key clients find in ``home``; nil where the world has no user with one.
    public let user: String?
    let sandbox: CommandSandbox
    let emulator: ScenarioEmulator
    let driver: CurlDriver

    /// The home of the clients, with `.aws` in it; it ends with the emulator.
    public var home: String { sandbox.home }
    /// The CA's certificate (PEM).
    public var authority: String { emulator.authorityPEM }

    /// The environment of a program that uses the emulator, and can find nothing that is real.
    ///
    /// - Parameter variables: the environment to begin with, of which everything goes that leads to accounts, logins and
    ///   proxies; by default the test's own.
    public func environment(
        by way: Way = .proxy,
        from variables: [String: String] = ProcessInfo.processInfo.environment
    ) -> [String: String] {
        let way: ClientWay =
            switch way {
            case .proxy: .proxy
            case .endpoint: .endpoint
            }
        return sandbox.variables(of: variables, endpoint: endpoint, by: way)
    }

    /// The calls that the emulator recorded since its start or its last reset, oldest first.
    ///
    /// - Parameter denied: only those that signature, token or policy refused.
    /// - Throws: ``DrydockError``.
    public func calls(denied: Bool = false) async throws -> [RecordedCall] {
        let events = try await EventPage.all(matching: EventFilter(denied: denied)) { try await call($0) }
        return events.map(RecordedCall.init)
    }

    /// Why the last call was denied that signature, token or policy refused, and what would allow it: the lines of
    /// `drydock explain`.
    ///
    /// - Throws: ``DrydockError``, also where none was.
    public func explainLastDenial() async throws -> [String] {
        try await call(ExplainCall.lastDenied).report
    }

    /// Goes back to the world as loaded, and drops the calls.
    public func reset() async throws { _ = try await call(ResetWorld()) }

    /// Runs a verb of `drydock`, such as `run("fault", "add", …)`, on this emulator.
    public func run(_ arguments: String...) async throws -> Output { try await run(arguments) }

    /// Runs a verb of `drydock` on this emulator.
    ///
    /// - Parameter arguments: what stands after `drydock` on a command line; relative paths begin in ``home``.
    public func run(_ arguments: [String]) async throws -> Output { await VerbRun(drydock: self).run(arguments) }

    var control: InProcessControl { InProcessControl(emulator: emulator.emulator, endpoint: endpoint) }

    private func call<Verb: ControlVerb>(_ verb: Verb) async throws -> Verb.Reply {
        do {
            return try await control.call(verb)
        } catch {
            throw DrydockError("\(error)")
        }
    }
}

/// Starts an emulator, hands it to `body`, and ends it with all that it stored.
///
/// - Parameters:
///   - world: what it holds.
///   - identity: the user of the world whose access key clients find, by name or ARN; otherwise the first that has one.
///   - region: the region of `~/.aws/config`; otherwise the first that the world's file has for the user's account.
///   - seed: what identifiers and keys are drawn from, so that they are the same each time; otherwise chance.
///   - temporaryFolder: where its files are made.
/// - Returns: what `body` returns.
/// - Throws: one-line errors of what stands in the way of the start, and whatever `body` throws.
public func withDrydock<Value>(
    _ world: TestWorld = .standard,
    identity: String? = nil,
    region: String? = nil,
    seed: String? = nil,
    temporaryFolder: String = FileManager.default.temporaryDirectory.path,
    _ body: (Drydock) async throws -> Value
) async throws -> Value {
    RegistryStore.removeAbandoned(below: temporaryFolder)
    let (loaded, text, folder) = try world.load()
    let emulator = try await ScenarioEmulator.start(
        world: loaded,
        yaml: text,
        clock: .running(),
        randomness: seed.map { .seeded($0) } ?? .system(),
        authority: RunAuthority(now: { Date() }),
        version: DrydockVersion.current,
        temporaryFolder: temporaryFolder,
        worldFolder: folder,
        group: MultiThreadedEventLoopGroup.singleton
    )
    do {
        let value = try await emulator.withSandbox(identity, region, in: temporaryFolder, body)
        await emulator.stop()
        return value
    } catch {
        await emulator.stop()
        throw error
    }
}

extension ScenarioEmulator {
    fileprivate func withSandbox<Value>(
        _ identity: String?,
        _ region: String?,
        in temporaryFolder: String,
        _ body: (Drydock) async throws -> Value
    ) async throws -> Value {
        let user = try await user(identity)
        let sandbox = try CommandSandbox(
            in: temporaryFolder,
            name: UUID().uuidString,
            authorityPEM: authorityPEM,
            key: user.map { CommandSandbox.Key(id: $0.accessKeyId, secret: $0.secretAccessKey) },
            region: region ?? user?.regions.first
        )
        let driver = CurlDriver(transferLimit: 4, idleLimit: 0)
        defer { driver.shutDown() }
        let drydock = Drydock(endpoint: endpoint, user: user?.name, sandbox: sandbox, emulator: self, driver: driver)
        do {
            let value = try await body(drydock)
            try sandbox.remove()
            return value
        } catch {
            // What the body threw says more than a folder that resists.
            try? sandbox.remove()
            throw error
        }
    }

    /// The user that `name` names, or the first one with a key, if any.
    private func user(_ name: String?) async throws -> UserAccessKey? {
        do {
            return try await emulator.control(FindAccessKey(of: name))
        } catch {
            if name != nil { throw DrydockError("\(error)") }
            return nil
        }
    }
}
