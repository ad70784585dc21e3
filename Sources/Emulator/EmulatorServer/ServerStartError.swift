import Glibc
import NIOCore

/// Why the server could not start: one sentence, and what to do.
package enum ServerStartError: Error, Equatable, CustomStringConvertible {
    case portInUse(Int)
    case portForbidden(Int)
    case noSuchPort(Int)
    /// The host to listen on is not a loopback address.
    case notLoopback(String)
    /// The host to listen on is not an IP address.
    case noAddress(String)
    case other(host: String, port: Int, reason: String)

    init(_ error: any Error, host: String, port: Int) {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .portInUse(port)
        case EACCES: self = .portForbidden(port)
        case let number?: self = .other(host: host, port: port, reason: String(cString: strerror(number)))
        case nil: self = .other(host: host, port: port, reason: String(describing: error))
        }
    }

    package var description: String {
        switch self {
        case .portInUse(let port):
            "port \(port) is in use; choose another with --port N, or --port 0 for any"
        case .portForbidden(let port):
            "port \(port) is reserved for the system; choose one above 1023 with --port N, or --port 0 for any"
        case .noSuchPort(let port):
            "port \(port) does not exist; choose one from 1 to 65535 with --port N, or --port 0 for any"
        case .notLoopback(let host):
            "'\(host)' is not a loopback address; the emulator listens on 127.0.0.1 or ::1 only"
        case .noAddress(let host):
            "'\(host)' is not an address to listen on; give an IP address of this machine's, such as 127.0.0.1 or 0.0.0.0"
        case .other(let host, let port, let reason):
            "cannot listen on \(host), port \(port): \(reason)"
        }
    }
}
