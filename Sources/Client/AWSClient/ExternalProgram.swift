import Foundation
import Glibc
import Subprocess
import SystemPackage

/// A program of the user's that the client runs for an answer: in a session of its own, with a time limit, and with no
/// descriptor of the client's.
package struct ExternalProgram: Sendable {
    /// What a program did.
    package struct Outcome: Sendable {
        package let isSuccess: Bool
        package let output: String
        package let error: String
    }

    /// Why a program gave no outcome.
    package enum Failure: Error, Sendable, Equatable {
        /// There is no such program.
        case notFound
        /// It is there, but the system did not run it.
        case notRun
        /// It took longer than the limit, and was ended.
        case tooSlow(Duration)
    }

    /// The program's path, or its name in `PATH`.
    package let name: String
    package let environment: ClientEnvironment
    package let timeLimit: Duration

    /// What is kept of each stream, in bytes.
    private static let outputLimit = 65_536

    package init(name: String, environment: ClientEnvironment, timeLimit: Duration) {
        self.name = name
        self.environment = environment
        self.timeLimit = timeLimit
    }

    /// Runs the program and waits for its end.
    ///
    /// - Parameter input: what it can read; it need not.
    package func run(_ arguments: [String], input: [UInt8] = []) async throws(Failure) -> Outcome {
        guard let path = executablePath else { throw .notFound }
        let outcome: Outcome?
        do {
            outcome = try await withThrowingTaskGroup(of: Outcome?.self) { group in
                group.addTask { try await run(path, arguments, input: input) }
                group.addTask {
                    try await Task.sleep(for: timeLimit)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            throw .notRun
        }
        guard let outcome else { throw .tooSlow(timeLimit) }
        return outcome
    }

    private func run(_ path: String, _ arguments: [String], input: [UInt8]) async throws -> Outcome {
        var platform = PlatformOptions()
        platform.createSession = true
        platform.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        let result = try await Subprocess.run(
            .path(FilePath(path)),
            arguments: Arguments(arguments),
            environment: .custom(environment.variables.map { Array("\($0)=\($1)\0".utf8) }),
            workingDirectory: FilePath(environment.workingDirectory),
            platformOptions: platform,
            input: .fileDescriptor(try ExternalProgram.source(of: input), closeAfterSpawningProcess: true),
            output: .string(limit: ExternalProgram.outputLimit),
            error: .string(limit: ExternalProgram.outputLimit)
        )
        return Outcome(
            isSuccess: result.terminationStatus.isSuccess,
            output: result.standardOutput,
            error: result.standardError
        )
    }

    /// A descriptor from which `bytes` and then the end can be read.
    ///
    /// It is a socket that holds them all already: a program that ends without reading a pipe would bring its writer,
    /// this process, a SIGPIPE.
    private static func source(of bytes: [UInt8]) throws -> FileDescriptor {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Errno(rawValue: errno)
        }
        let sent = bytes.withUnsafeBytes { send(ends[0], $0.baseAddress, $0.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL)) }
        close(ends[0])
        guard sent == bytes.count else {
            close(ends[1])
            throw Errno.noBufferSpace
        }
        return FileDescriptor(rawValue: ends[1])
    }

    /// The path itself, or the first executable file of that name in the directories of `PATH`.
    private var executablePath: String? {
        guard !name.isEmpty, !name.contains("\0") else { return nil }
        if name.contains("/") {
            let path = name.hasPrefix("/") ? name : environment.workingDirectory + "/" + name
            return ExternalProgram.isExecutable(path) ? path : nil
        }
        let directories = (environment.variable("PATH") ?? "").split(separator: ":")
        return directories.lazy
            .map { environment.path(String($0)) + "/" + name }
            .first(where: ExternalProgram.isExecutable)
    }

    private static func isExecutable(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
