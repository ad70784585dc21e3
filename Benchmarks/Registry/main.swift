import Glibc

// One round of registry pushes and pulls, on one server after the other, and of what the machine allows. Each line of
// its output is a row for registry_table.py.
//
// Usage: RegistryBenchmark FOLDER NAME=PORT:PID...            a round; FOLDER is on the disk that the servers use
//        RegistryBenchmark --large GIB NAME=PORT:PID...       push and pull one layer of so many GiB
//        RegistryBenchmark --small BLOBS NAME=PORT:PID...     push so many small layers and their manifests
//
// BENCHMARK_PASSWORD is the password of the user AWS. The repository `benchmark` must exist, or come with the first
// push.

@MainActor
func run(_ arguments: [String]) async throws {
    let option = arguments.first.flatMap { ["--large", "--small"].contains($0) ? $0 : nil }
    let parameters = arguments.dropFirst(option == nil ? 0 : 1)
    let servers = parameters.dropFirst().compactMap { Server($0) }
    guard let parameter = parameters.first, servers.count == parameters.count - 1 else {
        throw BenchmarkError("usage: RegistryBenchmark [--large GIB | --small BLOBS | FOLDER] NAME=PORT:PID...")
    }
    let block = Block()
    let password = getenv("BENCHMARK_PASSWORD").map { String(cString: $0) } ?? ""
    let comparison = Comparison(servers: servers, block: block, authorization: "Basic \(base64("AWS:" + password))")
    if let option {
        guard let number = Int(parameter), number > 0 else {
            throw BenchmarkError("\(parameter) is not a number above 0")
        }
        return option == "--large" ? try comparison.large(gibibytes: number) : try comparison.small(number)
    }
    let limits = Limits(folder: parameter, block: block)
    limit("SHA-256 of one core", "MiB/s", 1_024 / limits.hashing())
    let disk = try await limits.writingAndSending()
    limit("write and fsync of 1 GiB", "MiB/s", 1_024 / disk.writing)
    limit("sendfile of 1 GiB over loopback", "MiB/s", 1_024 / disk.sending)
    limit("new files of 4 KiB, each fsynced", "files/s", 1 / (try limits.syncing()))
    try comparison.large(gibibytes: 1)
    try comparison.parallel()
    try comparison.small(2_000)
    try comparison.manifests(500)
}

func limit(_ name: String, _ unit: String, _ value: Double) {
    print("limit", name, unit, value, separator: "\t")
}

func base64(_ text: String) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 3).map { start in
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        let characters = (0..<4).map { $0 <= group.count ? digits[bits >> (18 - 6 * $0) & 63] : "=" }
        return String(characters)
    }.joined()
}

do {
    try await run(Array(CommandLine.arguments.dropFirst()))
} catch {
    let line = Array("\(error)\n".utf8)
    write(STDERR_FILENO, line, line.count)
    exit(1)
}
