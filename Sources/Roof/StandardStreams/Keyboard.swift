import Dispatch
import Glibc
import Synchronization
package import TerminalUI

/// What a descriptor gives to read: a terminal's keys, or a pipe.
package final class Keyboard: Sendable {
    private let descriptor: Int32
    /// The terminal's modes as they were found; nil as long as they are as they were.
    private let found = Mutex<termios?>(nil)
    /// Where is waited, so that nothing else has to.
    private let queue = DispatchQueue(label: "drydock.keyboard")

    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The source of what is typed. It keeps this keyboard.
    package var source: ByteSource {
        ByteSource(
            read: { [self] in
                await withCheckedContinuation { continuation in
                    queue.async { continuation.resume(returning: self.read()) }
                }
            },
            setMode: { [self] in set($0) },
            suspend: { [self] in
                restore()
                kill(0, SIGTSTP)
            }
        )
    }

    /// Sets the terminal's modes back as they were found.
    package func restore() {
        found.withLock { found in
            guard var modes = found else { return }
            tcsetattr(descriptor, TCSANOW, &modes)
            found = nil
        }
    }

    private func set(_ mode: ByteSource.Mode) {
        guard mode != .lines else { return restore() }
        found.withLock { found in
            var modes = termios()
            guard tcgetattr(descriptor, &modes) == 0 else { return }
            if found == nil { found = modes }
            modes.c_lflag &= ~tcflag_t(ECHO)
            if mode == .keys {
                // The output's modes stay: a newline still goes to the start of a line.
                modes.c_lflag &= ~tcflag_t(ICANON | ISIG | IEXTEN)
                modes.c_iflag &= ~tcflag_t(IXON)
                withUnsafeMutableBytes(of: &modes.c_cc) { bytes in
                    bytes[Int(VMIN)] = 1
                    bytes[Int(VTIME)] = 0
                }
            }
            tcsetattr(descriptor, TCSADRAIN, &modes)
        }
    }

    private func read() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 { return Array(buffer[..<count]) }
            if count < 0, errno == EINTR { continue }
            // Whoever shares the descriptor may have said that nobody waits for it.
            guard count < 0, errno == EAGAIN else { return [] }
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&wait, 1, -1)
        }
    }
}
