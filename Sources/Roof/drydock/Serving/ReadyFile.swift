import DrydockCommands
import Foundation

/// The file that tells a waiting script that an emulator accepts connections.
enum ReadyFile {
    /// Writes `{"pid":…,"port":…}` and a line feed, in one step, so that whoever reads the file reads all of it.
    static func write(port: Int, to path: String) throws {
        let line = "{\"pid\":\(ProcessInfo.processInfo.processIdentifier),\"port\":\(port)}\n"
        do {
            try Data(line.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UsageError(
                description: "the ready file \(path) cannot be written; check the folder given to --ready-file"
            )
        }
    }
}
