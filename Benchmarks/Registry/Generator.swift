import Glibc

/// Does jobs on some connections of one server, all from one thread.
final class Generator {
    private let connections: [Connection]
    /// Where all connections put what they discard.
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: Block.size, alignment: 16)

    init(to port: UInt16, connections count: Int, copying block: Block) throws {
        let input = input
        connections = try (0..<count).map { _ in
            try Connection(to: port, copying: block, discardingInto: input)
        }
    }

    deinit { input.deallocate() }

    /// Returns when the last job is done. Each connection takes the next one as soon as it has none.
    func run(_ jobs: [[Step]]) throws {
        var jobs = jobs[...]
        while true {
            for connection in connections {
                try connection.proceed()
                while connection.isIdle, let job = jobs.popFirst() {
                    try connection.begin(job)
                    try connection.proceed()
                }
            }
            let busy = connections.filter { !$0.isIdle }
            guard !busy.isEmpty else { return }
            var waits = busy.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
            _ = try check("poll", poll(&waits, nfds_t(waits.count), -1))
        }
    }
}
