import Foundation
import Glibc
import Subprocess
import SystemPackage

/// A command of a scenario that a shell runs.
///
/// Standard output and error go to one file, so what comes back stands in the order in which it was written. The
/// command has a session of its own, and nothing that it started outlives it.
package struct ShellProcess: Sendable {
    /// What became of a command.
    package struct Result: Sendable, Equatable {
        /// Everything that was written to standard output and standard error.
        package let output: String
        /// The exit status; 128 and the signal's number where a signal ended it, as shells count.
        package let status: Int32
        /// Whether the command was ended because its time was up.
        package let timedOut: Bool
    }

    package let command: String
    /// All of the command's environment.
    package let variables: [String: String]
    package let workingDirectory: String
    /// The file that takes what the command prints; it is overwritten. What the command reads stands beside it.
    package let outputFile: String
    /// What the command reads from standard input.
    package let input: [UInt8]
    /// Time after which the command and all that it started are killed.
    package let timeLimit: Duration

    package init(
        command: String,
        variables: [String: String],
        workingDirectory: String,
        outputFile: String,
        input: [UInt8] = [],
        timeLimit: Duration = .seconds(120)
    ) {
        self.command = command
        self.variables = variables
        self.workingDirectory = workingDirectory
        self.outputFile = outputFile
        self.input = input
        self.timeLimit = timeLimit
    }

    /// Runs the command until it ends or its time is up.
    package func run() async throws -> Result {
        let status = try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask { try await exitStatus() }
            group.addTask {
                try await Task.sleep(for: timeLimit)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        let bytes = try Data(contentsOf: URL(filePath: outputFile))
        return Result(
            output: String(decoding: bytes, as: UTF8.self),
            status: status ?? 128 + SIGKILL,
            timedOut: status == nil
        )
    }

    private func exitStatus() async throws -> Int32 {
        let file = try FileDescriptor.open(
            FilePath(outputFile),
            .writeOnly,
            options: [.create, .truncate, .append, .closeOnExec],
            permissions: .ownerReadWrite
        )
        // From a file, not a pipe: a command that does not read its input would end this process with SIGPIPE.
        let inputFile = outputFile + ".input"
        try Data(input).write(to: URL(filePath: inputFile))
        defer { try? FileManager.default.removeItem(atPath: inputFile) }
        let standardInput = try FileDescriptor.open(FilePath(inputFile), .readOnly, options: .closeOnExec)
        var platform = PlatformOptions()
        platform.createSession = true
        platform.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        let outcome = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: ["-c", command],
            environment: .custom(variables.map { Array("\($0)=\($1)\0".utf8) }),
            workingDirectory: FilePath(workingDirectory),
            platformOptions: platform,
            input: .fileDescriptor(standardInput, closeAfterSpawningProcess: true),
            output: .fileDescriptor(file, closeAfterSpawningProcess: true),
            error: .combinedWithOutput
        )
        // What the shell left running in the background goes with it.
        kill(-outcome.processIdentifier.value, SIGKILL)
        return switch outcome.terminationStatus {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
