import Foundation
import Glibc

/// The descriptors that this process was started with. A command has them too, as a shell would give it: the ends of
/// process substitutions, make's job server. It has no others: an emulator's socket that a daemon of the command's keeps
/// would keep its port.
struct CallersDescriptors: Sendable {
    private let numbers: Set<Int32>

    /// Those that are open now and stay open in programs that this process starts.
    static func now() -> CallersDescriptors {
        CallersDescriptors(numbers: Set(open().filter { fcntl($0, F_GETFD) & FD_CLOEXEC == 0 }))
    }

    /// Sees to it that a program gets no others. Nothing may open descriptors meanwhile that does not do the same.
    func keepOthers() {
        for number in CallersDescriptors.open() where !numbers.contains(number) {
            let flags = fcntl(number, F_GETFD)
            // The one by which they were listed is closed by now.
            if flags >= 0 { _ = fcntl(number, F_SETFD, flags | FD_CLOEXEC) }
        }
    }

    private static func open() -> [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
    }
}
