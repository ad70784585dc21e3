import Glibc
import OCI

/// A server that is measured.
struct Server {
    let name: String
    let port: UInt16
    let process: ProcessUsage

    /// `NAME=PORT:PID`.
    init?(_ text: String) {
        let parts = text.split { $0 == "=" || $0 == ":" }
        guard parts.count == 3, let port = UInt16(parts[1]), let pid = Int32(parts[2]) else { return nil }
        name = String(parts[0])
        self.port = port
        process = ProcessUsage(pid: pid)
    }
}

/// The same operations, with the same content, on each server in turn.
struct Comparison {
    let servers: [Server]
    let block: Block
    let authorization: String
    private let generator = ProcessUsage(pid: getpid())

    init(servers: [Server], block: Block, authorization: String) {
        self.servers = servers
        self.block = block
        self.authorization = authorization
    }

    /// One image with one layer of this many GiB.
    func large(gibibytes: Int) throws {
        let blob = Blob(1, size: gibibytes << 30, of: block)
        let size = "\(gibibytes) GiB"
        try measure("push \(size)", mebibytes: gibibytes << 10, connections: 1) { registry in
            config(registry) + [registry.push(streaming: blob) + image(registry, "large", [blob])]
        }
        try measure("pull \(size)", mebibytes: gibibytes << 10, connections: 1) { [$0.pull(blob)] }
    }

    /// Eight layers of 64 MiB, each on a connection of its own. The manifest, which needs all of them, is not in it.
    func parallel() throws {
        let blobs = (0..<8).map { Blob(UInt64(100 + $0), size: 64 << 20, of: block) }
        try measure("push 8 x 64 MiB", mebibytes: 512, connections: 8) { registry in
            blobs.map { registry.push(streaming: $0) }
        }
        try measure("pull 8 x 64 MiB", mebibytes: 512, connections: 8) { registry in blobs.map { registry.pull($0) } }
    }

    /// Blobs of 4 KiB on 16 connections; every tenth is followed by the manifest of the ten.
    ///
    /// - Parameter count: a multiple of ten.
    func small(_ count: Int) throws {
        let size = 4_096
        let blobs = (0..<count).map { Blob(UInt64(1_000 + $0), size: size, of: block) }
        let contents = blobs.map { Array($0.bytes(after: 0, of: block)) }
        try prepare { config($0) }
        try measure("push \(count) x 4 KiB", unit: "blobs/s", amount: blobs.count, connections: 16) { registry in
            stride(from: 0, to: blobs.count, by: 10).map { first in
                let ten = first..<(first + 10)
                return ten.flatMap { registry.push(contents[$0], blobs[$0].digest) }
                    + image(registry, "small-\(first)", Array(blobs[ten]))
            }
        }
    }

    /// Manifests on 16 connections, each of an image of its own, with a layer that is there.
    func manifests(_ count: Int) throws {
        let blob = Blob(999, size: 4_096, of: block)
        let layer = Array(blob.bytes(after: 0, of: block))
        try prepare { config($0) + [$0.push(layer, blob.digest)] }
        try measure("push \(count) manifests", unit: "images/s", amount: count, connections: 16) { registry in
            (0..<count).map { image(registry, "m\($0)", [blob]) }
        }
    }

    /// Sends to each server what a measurement needs, before its clock runs.
    private func prepare(_ jobs: (Registry) -> [[Step]]) throws {
        for server in servers {
            try Generator(to: server.port, connections: 1, copying: block).run(jobs(registry(of: server)))
        }
    }

    private func registry(of server: Server) -> Registry {
        Registry(host: "127.0.0.1:\(server.port)", repository: "benchmark", authorization: authorization)
    }

    private func config(_ registry: Registry) -> [[Step]] {
        [registry.push(Comparison.configuration, Digest.of(Comparison.configuration))]
    }

    private static let configuration = Array(
        #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#.utf8
    )

    private func image(_ registry: Registry, _ tag: String, _ layers: [Blob]) -> [Step] {
        let config = (Digest.of(Comparison.configuration), Comparison.configuration.count)
        return registry.push(tag: tag, config: config, layers: layers.map { ($0.digest, $0.size) })
    }

    private func measure(_ operation: String, mebibytes: Int, connections: Int, _ jobs: (Registry) -> [[Step]]) throws {
        try measure(operation, unit: "MiB/s", amount: mebibytes, connections: connections, jobs)
    }

    /// Prints a row for each server, separated by tabs: operation, server, unit, amount, seconds, processor seconds of
    /// server and generator, and by how many KiB the server's memory grew at most.
    private func measure(
        _ operation: String,
        unit: String,
        amount: Int,
        connections: Int,
        _ jobs: (Registry) -> [[Step]]
    ) throws {
        for server in servers {
            let jobs = jobs(registry(of: server))
            let connected = try Generator(to: server.port, connections: connections, copying: block)
            // What others left to be written is not this server's to write.
            sync()
            let memory = try server.process.memory("VmRSS")
            try server.process.resetPeak()
            let used = (try server.process.processorTime(), try generator.processorTime())
            let time = try seconds { try connected.run(jobs) }
            let columns: [Any] = [
                operation, server.name, unit, amount, time, try server.process.processorTime() - used.0,
                try generator.processorTime() - used.1, max(0, try server.process.memory("VmHWM") - memory),
            ]
            print(columns.map { "\($0)" }.joined(separator: "\t"))
        }
    }
}
