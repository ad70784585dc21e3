/// The system's table of what is mounted, as `/proc/self/mountinfo` writes it (proc_pid_mountinfo(5)).
package enum MountTable {
    /// Where file systems are mounted below `folder`, the deepest first.
    package static func points(_ table: String, below folder: String) -> [String] {
        // In bytes: a page waits for it, and machines with containers have long tables.
        table.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
            guard fields.count > 4 else { return nil }
            let point = unescaped(fields[4])
            return point.hasPrefix(folder + "/") ? point : nil
        }
        .sorted { $0.utf8.count > $1.utf8.count }
    }

    /// A path without the escapes of the table: a blank is `\\040` in it.
    private static func unescaped(_ path: Substring.UTF8View) -> String {
        var bytes: [UInt8] = []
        var rest = path
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3, let code = UInt8(Substring(digits), radix: 8) {
                bytes.append(code)
                rest.removeFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
