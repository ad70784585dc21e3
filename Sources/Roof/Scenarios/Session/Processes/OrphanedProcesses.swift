import Foundation
import Glibc

/// The processes that a killed process left running in its sandbox.
enum OrphanedProcesses {
    /// Kills those that have `home`, which no sandbox that is in use has.
    static func end(home: String) {
        let entry = Array("HOME=\(home)".utf8)
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
            // Of other users' processes the environment cannot be read.
            guard let process = pid_t(name), process != getpid(),
                let environment = files.contents(atPath: "/proc/\(name)/environ"),
                environment.split(separator: 0).contains(where: { $0.elementsEqual(entry) })
            else { continue }
            kill(process, SIGKILL)
        }
    }
}
