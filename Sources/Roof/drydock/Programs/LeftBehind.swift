import Foundation
import Glibc

/// The processes that a command leaves running. They are this process's children, since it adopts what loses its
/// parent, however far away they put themselves: a new session, a new group, a daemon.
struct LeftBehind {
    /// How long they may take to end when they were asked to, and again when they were killed.
    private static let patience = Duration.seconds(2)

    let signals: HeldSignals

    /// Asks all of them to end, and kills those that do not.
    ///
    /// - Returns: how many are there even then: the system holds them, as it does while a device does not answer.
    func end() -> Int {
        let remaining = wait(telling: [SIGTERM, SIGCONT])
        return remaining == 0 ? 0 : wait(telling: [SIGKILL])
    }

    /// Sends `numbers` to every child, and to those that become children when their parents end, until there are none or
    /// the time is up.
    private func wait(telling numbers: [Int32]) -> Int {
        let deadline = ContinuousClock.now + LeftBehind.patience
        var told: Set<pid_t> = []
        while true {
            reap()
            let children = LeftBehind.children()
            if children.isEmpty { return 0 }
            // A process ID stands for the same process as long as its status was not taken, and only this thread does.
            for child in children where told.insert(child).inserted {
                for number in numbers { kill(child, number) }
            }
            switch signals.next(until: deadline) {
            case .children: continue
            // Whoever asks again is in a hurry.
            case .ending, .timeUp: return children.count
            }
        }
    }

    private func reap() {
        while waitpid(-1, nil, WNOHANG) > 0 {}
    }

    /// The children of this process.
    private static func children() -> [pid_t] {
        let own = getpid()
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { name in
            guard let process = pid_t(name), let facts = FileManager.default.contents(atPath: "/proc/\(name)/stat")
            else { return nil }
            // The name stands in parentheses and may hold anything: state and parent come after the last one.
            let text = String(decoding: facts, as: UTF8.self)
            guard let end = text.lastIndex(of: ")") else { return nil }
            let fields = text[text.index(after: end)...].split(separator: " ")
            return fields.count > 1 && pid_t(fields[1]) == own ? process : nil
        }
    }
}
