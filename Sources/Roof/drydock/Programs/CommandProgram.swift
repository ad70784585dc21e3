import Foundation
import Glibc

/// A program that was found for a command's first word, as a shell finds it.
struct CommandProgram {
    /// Why there is none, with the exit status that shells have for it.
    struct Missing: Error, CustomStringConvertible {
        let status: Int32
        let description: String

        static func notFound(_ name: String, lookedIn place: String) -> Missing {
            Missing(status: 127, description: "the command '\(name)' was not found\(place); check how it is spelt")
        }

        static func notExecutable(_ name: String, reason: String) -> Missing {
            Missing(status: 126, description: "the command '\(name)' cannot be run: \(reason)")
        }
    }

    let path: String
    /// All words of the command; the first is the program as it was called.
    let arguments: [String]

    /// - Parameter searchPath: the value of `PATH`.
    static func find(_ words: [String], searchPath: String) throws(Missing) -> CommandProgram {
        let name = words.first ?? ""
        if name.contains("/") {
            guard access(name, F_OK) == 0 else { throw .notFound(name, lookedIn: "") }
            guard isProgram(name) else {
                throw .notExecutable(name, reason: "it is not a program that you may run; check its permissions")
            }
            return CommandProgram(path: name, arguments: words)
        }
        let folders = searchPath.split(separator: ":", omittingEmptySubsequences: false)
        let candidates = name.isEmpty ? [] : folders.map { ($0.isEmpty ? "." : $0) + "/" + name }
        if let path = candidates.first(where: isProgram) { return CommandProgram(path: path, arguments: words) }
        guard let found = candidates.first(where: { access($0, F_OK) == 0 }) else {
            throw .notFound(name, lookedIn: " in PATH")
        }
        throw .notExecutable(name, reason: "\(found) is not a program that you may run; check its permissions")
    }

    private static func isProgram(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
