import Foundation
import Glibc

/// A command of a scenario that a shell runs.
///
/// Standard output and error go to one pipe, so what comes back stands in the order in which it was written. The
/// command has a session of its own, and nothing that it started outlives it, nor this process.
package struct ShellProcess: Sendable {
    /// What ended a command.
    package enum Ending: Sendable, Equatable {
        /// The command itself.
        case itself
        /// Its time was up.
        case timeLimit
        /// It wrote more than it may.
        case outputLimit
        /// The task that ran it was cancelled.
        case cancellation
    }

    /// What became of a command.
    package struct Result: Sendable, Equatable {
        /// What was written to standard output and standard error, as far as it may be.
        package let output: String
        /// The exit status; 128 and the signal's number where a signal ended it, as shells count.
        package let status: Int32
        package let ending: Ending
        /// Whether something that it started would not end, not even when it was killed.
        package var hasSurvivors = false
        /// How many answers nothing asked for, of a command with a terminal.
        package var unread = 0
    }

    package let command: String
    /// All of the command's environment.
    package let variables: [String: String]
    package let workingDirectory: String
    /// What the command reads from standard input.
    package let input: [UInt8]
    /// Time after which the command and all that it started are killed.
    package let timeLimit: Duration
    /// Who sits at the command's terminal; nil where it has none.
    package let typist: Typist?
    /// How many bytes the command may write; when it writes more, it and all that it started are killed.
    package let outputLimit: Int
    private let forkServer: ForkServer

    /// - Parameter forkServer: copies itself for the command; one of its own where none is given.
    package init(
        command: String,
        variables: [String: String],
        workingDirectory: String,
        input: [UInt8] = [],
        typist: Typist? = nil,
        timeLimit: Duration = .seconds(120),
        outputLimit: Int = OutputLimit.bytes,
        by forkServer: ForkServer = ForkServer()
    ) {
        self.command = command
        self.variables = variables
        self.workingDirectory = workingDirectory
        self.input = input
        self.typist = typist
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
        self.forkServer = forkServer
    }

    /// Runs the command until it ends, or something else ends it; see ``Ending``.
    ///
    /// - Throws: an error of one line, where it cannot be started.
    package func run() async throws -> Result {
        let cancellation = try Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // What comes of it is waited for on a thread of its own, so that the other pages go on.
                Thread.detachNewThread { continuation.resume(with: Swift.Result { try wait(cancellation) }) }
            }
        } onCancel: {
            cancellation.tell()
        }
    }

    private func wait(_ cancellation: Cancellation) throws -> Result {
        var process = try SupervisedProcess(
            path: "/bin/sh",
            arguments: ["-c", command],
            variables: variables,
            folder: workingDirectory,
            input: input,
            columns: typist?.columns,
            by: forkServer
        )
        var typist = typist
        var output = BoundedOutput(limit: outputLimit)
        var ending = Ending.itself
        let deadline = ContinuousClock.now + timeLimit
        while true {
            if let typed = typist?.typed(after: output.bytes) { process.type(typed) }
            let isReading = ending != .outputLimit && !output.isClosed
            var waits = [process.reports, isReading ? process.output : -1, ending == .itself ? cancellation.file : -1]
                .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let count = poll(&waits, nfds_t(waits.count), ending == .itself ? Self.milliseconds(until: deadline) : -1)
            if count < 0 { continue }
            if waits[1].revents != 0 { output.read(from: process.output) }
            if waits[0].revents != 0 { break }
            guard ending == .itself else { continue }
            if output.isFull {
                ending = .outputLimit
            } else if waits[2].revents != 0 {
                ending = .cancellation
            } else if count == 0, ContinuousClock.now >= deadline {
                ending = .timeLimit
            }
            if ending != .itself { process.kill() }
        }
        while !output.isFull, output.read(from: process.output) {}
        let end = try process.end()
        if ending == .itself, output.isFull { ending = .outputLimit }
        return Result(
            output: String(decoding: output.bytes, as: UTF8.self),
            status: end.status,
            ending: ending,
            hasSurvivors: end.hasSurvivors,
            unread: typist?.unread ?? 0
        )
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        let left = max(.zero, deadline - .now)
        // A part of one counts as a whole, for otherwise the last of them would be spent asking.
        return Int32(min(Double(Int32.max), (left / .milliseconds(1)).rounded(.up)))
    }
}
