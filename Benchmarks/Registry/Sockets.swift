import Glibc

/// What ended the benchmark, in one line.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// What the call of the system that just failed says.
    init(system call: String) { self.init("\(call): \(String(cString: strerror(errno)))") }
}

/// The one way that this process calls the system where a negative result is a failure.
func check<Result: SignedInteger>(_ call: String, _ result: Result) throws -> Result {
    guard result >= 0 else { throw BenchmarkError(system: call) }
    return result
}

/// TCP on 127.0.0.1.
enum Loopback {
    /// A connection to a port.
    static func connect(to port: UInt16) throws -> Int32 {
        let descriptor = try check("socket", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        _ = try check("connect to port \(port)", named(port) { Glibc.connect(descriptor, $0, $1) })
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    /// A listening socket and its port.
    static func listen() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = try check("socket", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        _ = try check("bind", named(0) { bind(descriptor, $0, $1) })
        _ = try check("listen", Glibc.listen(descriptor, 1))
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        _ = try check("getsockname", result)
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func named(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
