import Foundation
import Glibc
import TerminalUI

/// A command on a pseudo-terminal between it and the person who records: what it shows is shown, and keys are passed on.
struct AttendedCommand: Sendable {
    /// What became of it.
    struct Attendance: Sendable {
        let output: [UInt8]
        let answers: [TypedKeys.Answer]
        let status: Int32
        /// Why no page can show it; nil where one can.
        let problem: String?
        /// Whether the recording was ended meanwhile.
        var isCancelled = false
    }

    let command: String
    let variables: [String: String]
    let workingDirectory: String
    /// The terminal's width in cells.
    let columns: Int
    let person: RawTerminal
    let forkServer: ForkServer
    /// Whether a page may name what is typed while nobody shows it.
    let mayHide: @Sendable (String) -> Bool

    static let hiddenReason =
        "it asked for something that is not shown, and a page shows all that is typed; give it by a file or a pipe, or "
        + "type what a command of this recording has shown before"

    /// Runs the command until it ends, is refused, or the task is cancelled. It has no time limit: somebody is there.
    ///
    /// - Throws: an error of one line, where it cannot be started.
    func run() async throws -> Attendance {
        let cancellation = try Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { continuation.resume(with: Result { try wait(cancellation) }) }
            }
        } onCancel: {
            cancellation.tell()
        }
    }

    private func wait(_ cancellation: Cancellation) throws -> Attendance {
        person.setMode(.keys)
        defer { person.setMode(.lines) }
        var process = try SupervisedProcess(
            path: "/bin/sh",
            arguments: ["-c", command],
            variables: variables,
            folder: workingDirectory,
            input: [],
            columns: columns,
            by: forkServer
        )
        var output = BoundedOutput(limit: OutputLimit.bytes)
        var keys = TypedKeys()
        var problem: String?
        var isCancelled = false
        var hasKeyboard = true
        while true {
            let isEnding = problem != nil || isCancelled
            var waits = [
                process.reports, output.isClosed || output.isFull ? -1 : process.output,
                hasKeyboard && !isEnding ? person.keyboard : -1, isEnding ? -1 : cancellation.file,
            ].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            if poll(&waits, nfds_t(waits.count), -1) < 0 { continue }
            if waits[1].revents != 0 { show(&output, process.output) }
            if waits[0].revents != 0 { break }
            if output.isFull, problem == nil {
                problem = OutputLimit.reason
            } else if waits[3].revents != 0 {
                isCancelled = true
            } else if waits[2].revents != 0, let pressed = pressed(&hasKeyboard) {
                for key in pressed {
                    guard let modes = process.modes else { break }
                    let ruling = keys.take(key, modes, shown: output.bytes.count, mayHide: mayHide)
                    if ruling == .isPassedOn { process.type([key]) }
                    if ruling == .isRefused {
                        problem = Self.hiddenReason
                        break
                    }
                }
            }
            if problem != nil || isCancelled { process.kill() }
        }
        while !output.isFull, show(&output, process.output) {}
        let end = try process.end()
        keys.end()
        return Attendance(
            output: output.bytes,
            answers: keys.answers,
            status: end.status,
            problem: problem ?? keys.problem ?? (end.hasSurvivors ? ShellExecutor.survivorsReason : nil),
            isCancelled: isCancelled
        )
    }

    @discardableResult
    private func show(_ output: inout BoundedOutput, _ file: Int32) -> Bool {
        let before = output.bytes.count
        let isMore = output.read(from: file)
        if output.bytes.count > before { person.show(Array(output.bytes[before...])) }
        return isMore
    }

    /// The keys that were pressed; nil where there are none, or the keyboard is gone.
    private func pressed(_ hasKeyboard: inout Bool) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(person.keyboard, &buffer, buffer.count)
        if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { hasKeyboard = false }
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
