import CProcess
import Glibc
import Synchronization

/// A small process that starts programs for this one (CProcess): to copy this process for each, with all its memory and
/// threads, takes longer than most commands do.
package final class ForkServer: Sendable {
    private struct Running {
        let process: pid_t
        let socket: Int32
    }

    private let running = Mutex<Running?>(nil)

    /// The process is started when it is first needed.
    package init() {}

    deinit { stop() }

    /// The process; nil where none is needed yet.
    var process: pid_t? { running.withLock { $0?.process } }

    /// Starts a program under a supervisor.
    ///
    func supervise(_ command: drydock_command) throws(SupervisedProcess.NotStarted) -> drydock_ends {
        try running.withLock { running throws(SupervisedProcess.NotStarted) in
            var command = command
            var ends = drydock_ends()
            var problem = EPIPE
            if let server = running { problem = drydock_supervise(server.socket, &command, &ends) }
            if problem == EPIPE {
                // There is none yet, or somebody has killed it.
                Self.end(&running)
                let server = try Self.start()
                running = server
                problem = drydock_supervise(server.socket, &command, &ends)
            }
            guard problem == 0 else { throw .process(problem) }
            return ends
        }
    }

    /// Ends the process, and waits for its end: until all that it started has ended.
    package func stop() {
        running.withLock { Self.end(&$0) }
    }

    private static func start() throws(SupervisedProcess.NotStarted) -> Running {
        var socket: Int32 = -1
        let process = drydock_start_fork_server(&socket)
        guard process > 0 else { throw .process(-process) }
        return Running(process: process, socket: socket)
    }

    private static func end(_ running: inout Running?) {
        guard let server = running else { return }
        running = nil
        close(server.socket)
        while waitpid(server.process, nil, 0) < 0, errno == EINTR {}
    }
}
