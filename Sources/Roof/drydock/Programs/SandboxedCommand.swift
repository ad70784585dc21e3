import CertificateAuthority
import DrydockCommands
import Emulator
import Foundation
import NIOCore
import NIOPosix
import Scenarios
import TerminalUI
import World

/// An emulator with a command in a sandbox before it: what `drydock exec` and `drydock shell` do.
struct SandboxedCommand {
    /// What the process gives.
    struct Surroundings: Sendable {
        let variables: [String: String]
        let temporaryFolder: String
        /// A name that no other sandbox has.
        let name: String
        let processors: Int
    }

    /// What a command takes over from whoever started this process.
    private struct Caller {
        let signals: HeldSignals
        let descriptors: CallersDescriptors
    }

    let world: WorldOptions
    let options: SandboxOptions
    let surroundings: Surroundings
    /// Told the emulator's endpoint and the user's name, if there is one, before the command starts.
    var announce: (_ endpoint: String, _ user: String?) -> Void = { _, _ in }

    /// Runs `words` to their end, and leaves nothing of the emulator, the sandbox and what the command started.
    ///
    /// - Parameter extra: variables for the command beside the sandbox's.
    /// - Returns: the command's exit status; 126 and 127 where it cannot be run or found, as shells have it; 128 and the
    ///   signal's number where one came before it ran; 2 where the command line is wrong, and 1 where the emulator cannot
    ///   start.
    func run(_ words: [String], extra: [String: String] = [:], on terminal: Terminal) -> Int32 {
        // Before anything starts, so that nothing is left of what a signal interrupts.
        let caller = Caller(signals: .hold(), descriptors: .now())
        let group = MultiThreadedEventLoopGroup(numberOfThreads: min(4, max(1, surroundings.processors)))
        var status: Int32
        do {
            let program = try CommandProgram.find(words, searchPath: surroundings.variables["PATH"] ?? "/usr/bin:/bin")
            let (world, identity) = (world, options.identity)
            let ready = try waiting(minding: caller.signals) {
                try await Ready.start(world, identity: identity, group: group, on: terminal)
            }
            defer { try? waiting { await ready.emulator.stop() } }
            status = try run(program, before: ready, extra, caller, terminal)
        } catch let interruption as Interruption {
            status = interruption.status
        } catch {
            terminal.error("Error: \(error)")
            status =
                switch error {
                case let missing as CommandProgram.Missing: missing.status
                case is UsageError, is WorldFileError: 2
                default: 1
                }
        }
        try? group.syncShutdownGracefully()
        return status
    }

    private func run(
        _ program: CommandProgram,
        before ready: Ready,
        _ extra: [String: String],
        _ caller: Caller,
        _ terminal: Terminal
    ) throws -> Int32 {
        let user = ready.user
        if user == nil {
            terminal.error("Note: no user of the world has an access key, so the command has no credentials.")
        }
        let endpoint = ready.emulator.endpoint
        let sandbox = try CommandSandbox(
            in: surroundings.temporaryFolder,
            name: surroundings.name,
            authorityPEM: ready.emulator.authority.certificatePEM,
            key: user.map { CommandSandbox.Key(id: $0.accessKeyId, secret: $0.secretAccessKey) },
            region: try options.checkedRegion ?? user?.regions.first
        )
        let variables = sandbox.variables(of: surroundings.variables, endpoint: endpoint)
        announce(endpoint, user?.name)
        let command = ForegroundCommand(
            program: program,
            variables: variables.merging(extra) { _, extra in extra },
            signals: caller.signals,
            descriptors: caller.descriptors
        )
        let result = Result { () throws(CommandProgram.Missing) in try command.run() }
        do {
            try sandbox.remove()
        } catch {
            terminal.error("Warning: \(error)")
        }
        let outcome = try result.get()
        if outcome.survivors > 0 {
            let number = outcome.survivors
            terminal.error("Warning: \(number) of the command's processes could not be ended; look for them with ps")
        }
        return outcome.status
    }
}

/// An emulator that accepts connections, and the user whose key a sandbox holds.
private struct Ready: Sendable {
    let emulator: ServedEmulator
    /// Nil where the world has no user with a key, and none was asked for.
    let user: UserAccessKey?

    static func start(
        _ world: WorldOptions,
        identity: String?,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) async throws -> Ready {
        let emulator = try await ServedEmulator.start(world, port: 0, group: group, on: terminal)
        do {
            return Ready(emulator: emulator, user: try await emulator.emulator.control(FindAccessKey(of: identity)))
        } catch {
            guard identity != nil else { return Ready(emulator: emulator, user: nil) }
            await emulator.stop()
            throw UsageError(description: "--identity: \(error)")
        }
    }
}
