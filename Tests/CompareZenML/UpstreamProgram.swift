import ClientComparison
import Foundation

/// ZenML itself: a Python program that has loaded it, and runs one command after the other.
final class UpstreamProgram {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private struct Request: Encodable {
        let arguments: [String]
        let variables: [String: String]
        let folder: String
        let input: String
    }

    private struct Answer: Decodable {
        let output: String
        let error: String
        let status: Int32
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread: [UInt8] = []

    /// Starts it, and waits until it is ready, which takes some seconds.
    ///
    /// - Parameters:
    ///   - python: an interpreter that has ZenML installed.
    ///   - program: the path of `upstream.py`.
    init(python: String, program: String) throws {
        process.executableURL = URL(filePath: python)
        process.arguments = [program]
        process.environment = Self.variables
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        _ = try line()
    }

    /// What every command of it needs besides its own variables.
    private static let variables = [
        "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1",
        "ZENML_ANALYTICS_OPT_IN": "false", "ZENML_LOGGING_COLORS_DISABLED": "true",
    ]

    /// Runs a command.
    func run(_ arguments: [String], _ variables: [String: String], in folder: String, input text: String) throws
        -> Shown
    {
        let request = Request(
            arguments: arguments,
            variables: variables.merging(Self.variables) { own, _ in own },
            folder: folder,
            input: text
        )
        try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(request) + [0x0A])
        let answer = try JSONDecoder().decode(Answer.self, from: line())
        return Shown(output: answer.output, error: answer.error, status: answer.status)
    }

    /// Ends it and waits for it.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func line() throws -> Data {
        while true {
            if let end = unread.firstIndex(of: 0x0A) {
                defer { unread.removeFirst(end + 1) }
                return Data(unread[..<end])
            }
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw Failure(description: "ZenML's program ended") }
            unread += piece
        }
    }
}
