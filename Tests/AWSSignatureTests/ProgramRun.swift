import Foundation

/// Runs a program that a test needs. One that is absent is a failure with a sentence, never a test passed over.
enum ProgramRun {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts `name`, found on the PATH; its standard output is collected by the caller.
    static func start(_ name: String, _ arguments: [String], output: Pipe? = nil) throws -> Process {
        let directories = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let path = directories.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
        guard let path else {
            throw Failure(
                description: "\(name) is not on the PATH. These tests need python3 with botocore, and curl: "
                    + "apt-get install python3-botocore curl"
            )
        }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    /// What `name` prints; it must end with status 0.
    static func output(of name: String, _ arguments: [String]) throws -> Data {
        let pipe = Pipe()
        let process = try start(name, arguments, output: pipe)
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description:
                    "\(name) \(arguments.first ?? "") ended with status \(process.terminationStatus), see above. "
                    + "These tests need python3 with botocore, and curl: apt-get install python3-botocore curl"
            )
        }
        return data
    }
}
