import Glibc

/// What Linux says that a process has used (proc(5)).
struct ProcessUsage {
    let pid: Int32

    /// Seconds of all processors, in the process and in the kernel for it.
    func processorTime() throws -> Double {
        // The name of the program, in parentheses, may hold blanks; the times are fields 14 and 15.
        let fields = try text("stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
            throw BenchmarkError("/proc/\(pid)/stat has no times")
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// KiB of memory: `VmRSS` now, `VmHWM` the most since the last reset.
    func memory(_ name: String) throws -> Int {
        let line = try text("status").split(separator: "\n").first { $0.hasPrefix(name + ":") }
        guard let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchmarkError("/proc/\(pid)/status has no \(name)")
        }
        return value
    }

    /// From here on, `VmHWM` counts anew.
    func resetPeak() throws {
        let descriptor = try check("clear_refs", open("/proc/\(pid)/clear_refs", O_WRONLY))
        defer { close(descriptor) }
        _ = try check("clear_refs", write(descriptor, "5", 1))
    }

    private func text(_ file: String) throws -> String {
        let descriptor = try check("/proc/\(pid)/\(file)", open("/proc/\(pid)/\(file)", O_RDONLY))
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = try check("read", read(descriptor, &bytes, bytes.count))
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
