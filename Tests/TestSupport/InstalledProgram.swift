import Foundation

/// A program of the machine's that a test runs to its end, such as `openssl` or `curl`.
package struct InstalledProgram: Sendable {
    /// What a program left behind.
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String

        /// Output and errors, for the message of a test that fails.
        package var all: String { output + errors }
    }

    /// The program is not installed.
    package struct Missing: Error, CustomStringConvertible {
        package let name: String
        package var description: String { "\(name) is not installed; make test-programs installs what the tests need" }
    }

    private let name: String
    private let path: String

    /// - Parameter name: looked for in `PATH`.
    package init(_ name: String) throws {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else { throw Missing(name: name) }
        self.name = name
        path = found
    }

    /// Runs the program with nothing on its standard input. After a minute it is ended.
    ///
    /// - Parameter variables: its environment besides `PATH` and what finds the interpreter of `python3`.
    package func run(_ arguments: [String], variables: [String: String] = [:]) async throws -> Outcome {
        let folder = try TemporaryFolder()
        let output = try folder.write("", to: "output")
        let errors = try folder.write("", to: "errors")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--kill-after=5", "60", path] + arguments
        let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "PYENV_VERSION"].contains($0.key) }
        process.environment = inherited.merging(variables) { _, own in own }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        return Outcome(
            status: status,
            output: try folder.text(of: "output"),
            errors: try folder.text(of: "errors")
        )
    }
}
