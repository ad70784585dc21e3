import Glibc
import OCI

/// What the machine itself allows, whoever the server is.
struct Limits {
    /// A folder on the disk that the servers use.
    let folder: String
    let block: Block
    private static let size = 1 << 30

    /// Seconds that SHA-256 of 1 GiB takes on one core.
    func hashing() -> Double {
        seconds { _ = Blob(0, size: Limits.size, of: block) }
    }

    /// Seconds until 1 GiB is on the disk, and until it has been sent from the page cache to a client that discards it.
    @MainActor
    func writingAndSending() async throws -> (writing: Double, sending: Double) {
        let path = folder + "/limit"
        let file = try check(path, open(path, O_CREAT | O_TRUNC | O_RDWR, 0o600))
        defer {
            close(file)
            unlink(path)
        }
        let writing = try seconds {
            let bytes = block.bytes(0, at: 0)
            for _ in 0..<Limits.size / Block.size where write(file, bytes.baseAddress, bytes.count) != bytes.count {
                throw BenchmarkError(system: "write")
            }
            _ = try check("fsync", fsync(file))
        }
        return (writing, try await sending(file))
    }

    /// Seconds that a new file of 4 KiB takes until it is on the disk; the median of 200.
    func syncing() throws -> Double {
        let path = folder + "/small"
        defer { unlink(path) }
        let times = try (0..<200).map { _ in
            unlink(path)
            return try seconds {
                let file = try check(path, open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600))
                defer { close(file) }
                _ = try check("write", write(file, block.bytes(0, at: 0).baseAddress, 4_096))
                _ = try check("fsync", fsync(file))
            }
        }
        return times.sorted()[100]
    }

    /// The client waits on the main thread, the server on another: neither stands in the other's way.
    @MainActor
    private func sending(_ file: Int32) async throws -> Double {
        let listener = try Loopback.listen()
        defer { close(listener.descriptor) }
        let client = try Loopback.connect(to: listener.port)
        defer { close(client) }
        let server = try check("accept", accept(listener.descriptor, nil, nil))
        let input = UnsafeMutableRawBufferPointer.allocate(byteCount: Block.size, alignment: 16)
        defer { input.deallocate() }
        let clock = ContinuousClock()
        let start = clock.now
        async let sent: Void = Limits.send(file, to: server)
        var count = 0
        repeat { count = try check("recv", recv(client, input.baseAddress, input.count, 0)) } while count > 0
        try await sent
        return seconds(clock.now - start)
    }

    /// Sends the whole file, then closes the socket.
    private nonisolated static func send(_ file: Int32, to socket: Int32) async throws {
        defer { close(socket) }
        var offset = 0
        while offset < size { _ = try check("sendfile", sendfile(socket, file, &offset, size - offset)) }
    }
}

/// A duration in seconds.
func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

/// How long something takes, in seconds.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    seconds(try ContinuousClock().measure { try body() })
}
