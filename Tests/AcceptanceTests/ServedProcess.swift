import Foundation
import Glibc
import Testing

/// A `drydock serve` of its own, that a test ends as it likes: with a signal that it can take, or one that it cannot.
final class ServedProcess: Sendable {
    /// The program ended before it accepted connections.
    struct NotStarted: Error, CustomStringConvertible {
        /// All that it printed.
        let output: String
        /// Its exit status.
        let status: Int32

        var description: String { "drydock serve did not start: \(output)" }
    }

    /// What ended a process.
    enum End: Sendable, Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    let port: Int
    private let process: Process
    private let ends: AsyncStream<End>

    var pid: Int32 { process.processIdentifier }

    /// Starts a server, hands it to `body`, and ends it, whatever happens.
    static func with<Value: Sendable>(
        _ options: [String],
        in folder: String,
        before command: String = "",
        _ body: (ServedProcess) async throws -> Value
    ) async throws -> Value {
        let served = try await start(options, in: folder, before: command)
        do {
            let value = try await body(served)
            await served.stop()
            return value
        } catch {
            await served.stop()
            throw error
        }
    }

    /// Starts a server and waits until it accepts connections. Whoever starts it has to end it.
    ///
    /// - Parameters:
    ///   - folder: its current directory.
    ///   - command: what a shell, in a mount namespace that ends with the server, does beforehand; nothing where it is
    ///     empty.
    static func start(
        _ options: [String],
        in folder: String,
        before command: String = ""
    ) async throws -> ServedProcess {
        try await blocking { try ServedProcess(options, folder, command) }
    }

    private init(_ options: [String], _ folder: String, _ command: String) throws {
        let arguments = [BuiltPrograms.drydock, "serve", "--port", "0"] + options
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        if command.isEmpty {
            process.arguments = arguments
        } else {
            // Mounts need a user who may; anybody is one in a namespace of their own.
            let unshare = geteuid() == 0 ? ["unshare", "--mount"] : ["unshare", "--mount", "--map-root-user"]
            process.arguments = unshare + ["sh", "-c", "set -e; \(command); exec \"$@\"", "sh"] + arguments
        }
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8",
        ]
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        let (ends, end) = AsyncStream<End>.makeStream()
        process.terminationHandler = { process in
            let status = process.terminationStatus
            end.yield(process.terminationReason == .exit ? .exit(status) : .signal(status))
            end.finish()
        }
        self.process = process
        self.ends = ends
        try process.run()
        // Without this the end of what it prints would never come: this process holds the other end as well.
        try output.fileHandleForWriting.close()
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4_096)
        // Up to the last line of the banner, behind which nothing is printed; or all, where there is no banner.
        while !text.hasSuffix("Stop with Ctrl-C.\n") {
            let count = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            text += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
        guard let port = text.firstMatch(of: /listens on http:\/\/127\.0\.0\.1:(\d+):/).flatMap({ Int($0.1) }) else {
            process.waitUntilExit()
            throw NotStarted(output: text, status: process.terminationStatus)
        }
        self.port = port
    }

    /// Ends the process so that it can do nothing more, at this instant.
    func kill() { Glibc.kill(pid, SIGKILL) }

    /// Ends the process as a user does, and waits for it.
    @discardableResult
    func stop() async -> End? {
        Glibc.kill(pid, SIGTERM)
        return await end()
    }

    /// Waits until the process has ended; nil where that has been waited for before.
    @discardableResult
    func end() async -> End? {
        for await end in ends { return end }
        return nil
    }

    /// The most memory that the process has had so far, in bytes.
    func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let match = try #require(status.firstMatch(of: /VmHWM:\s+(\d+) kB/))
        return try #require(Int(match.1)) * 1_024
    }
}
