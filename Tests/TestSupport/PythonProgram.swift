import Foundation
import Glibc

/// A Python program that a test talks to. It ends with its standard input, so it never outlives the test.
package final class PythonProgram: Sendable {
    /// What a program could not do.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - variables: all of its environment besides `PATH`, which it inherits so that `python3` is found.
    ///   - input: what it reads from standard input.
    /// - Returns: its standard output.
    /// - Throws: ``Failure`` with its standard error where its status is not 0.
    package static func run(
        _ source: String,
        variables: [String: String] = [:],
        input: String = ""
    ) async throws -> String {
        try await onOwnThread { try runToEnd(source, variables, input) }
    }

    private static func runToEnd(
        _ source: String,
        _ variables: [String: String],
        _ input: String
    ) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write(source, to: "program.py")
        try folder.write(input, to: "input")
        let output = try folder.write("", to: "output")
        let errors = try folder.write("", to: "errors")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", folder["program.py"]]
        process.environment = inherited.merging(variables) { _, own in own }
        process.standardInput = FileHandle(forReadingAtPath: folder["input"])
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "python3: " + (try folder.text(of: "errors")).suffix(2_000))
        }
        return try folder.text(of: "output")
    }

    private let process = Process()
    private let input = Pipe()
    private let folder: TemporaryFolder
    /// The first line that the program printed.
    package let firstLine: String

    /// Starts a program and waits for the first line that it prints.
    package init(_ source: String, arguments: [String]) throws {
        folder = try TemporaryFolder()
        try folder.write(source, to: "program.py")
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", folder["program.py"]] + arguments
        process.environment = PythonProgram.inherited
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A { line.append(byte) }
        firstLine = String(decoding: line, as: UTF8.self)
    }

    /// Ends the program and waits for it.
    package func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// What Python itself needs of the environment.
    private static var inherited: [String: String] {
        ProcessInfo.processInfo.environment.filter { ["PATH", "LD_LIBRARY_PATH", "PYENV_VERSION"].contains($0.key) }
    }
}

/// Runs what blocks on a thread of its own, so that the other tests go on.
package func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
