import Determinism
import OCI
import Synchronization
import Testing

/// A client that pushes and deletes images in a repository of its own, until the server is killed under it.
struct CrashClient: Sendable {
    /// Kills the server at one of the moments that clients tell of.
    final class Killer: Sendable {
        private let moments: Mutex<Int>
        private let served: ServedProcess

        /// - Parameter moments: how many pass before it.
        init(_ served: ServedProcess, after moments: Int) {
            self.served = served
            self.moments = Mutex(moments)
        }

        /// - Throws: `Gone` at that moment and ever after: a dead server is sent nothing more.
        func moment() throws {
            let rest = moments.withLock { moments in
                moments -= 1
                return moments
            }
            if rest == 0 { served.kill() }
            if rest <= 0 { throw RegistryConnection.Gone("the server was killed") }
        }
    }

    let repository: String
    /// Whether it deletes old images, so that files and rows go while others come.
    let deletes: Bool
    private(set) var model = CrashModel()
    private var random: RandomStream
    private var number = 0

    init(repository: String, deletes: Bool, random: RandomStream) {
        self.repository = repository
        self.deletes = deletes
        self.random = random
    }

    /// Pushes until the server is gone.
    mutating func push(to served: ServedProcess, token: String, killer: Killer) throws {
        do {
            var pusher = try RegistryPusher(port: served.port, token: token, repository: repository)
            while true { try pushImage(&pusher, killer) }
        } catch is RegistryConnection.Gone {}
    }

    /// After a restart: what should be there is, and nothing else.
    mutating func check(_ served: ServedProcess, token: String, all: Bool = false) throws {
        var pusher = try RegistryPusher(port: served.port, token: token, repository: repository)
        try model.check(&pusher, all: all)
    }

    private mutating func pushImage(_ pusher: inout RegistryPusher, _ killer: Killer) throws {
        number += 1
        let image = makeImage()
        for content in image.blobs {
            let id = try pusher.startUpload()
            try killer.moment()
            let path = "blobs/uploads/\(id)?digest=\(Digest.of(content))"
            try send(pusher.request("PUT", path, body: content), .blob(content), 201, &pusher, killer)
        }
        let type = [("Content-Type", MediaTypes.ociManifest)]
        let manifest = image.manifest
        try send(
            pusher.request("PUT", "manifests/\(image.tag)", headers: type, body: manifest),
            .image(image),
            201,
            &pusher,
            killer
        )
        if number.isMultiple(of: 3) {
            try send(
                pusher.request("PUT", "manifests/newest", headers: type, body: manifest),
                .newest(image),
                201,
                &pusher,
                killer
            )
        }
        if deletes, let old = model.deletable {
            try send(pusher.request("DELETE", "manifests/\(old.digest)"), .deletion(old), 202, &pusher, killer)
        }
    }

    private mutating func send(
        _ request: [UInt8],
        _ doubt: CrashModel.Doubt,
        _ status: Int,
        _ pusher: inout RegistryPusher,
        _ killer: Killer
    ) throws {
        let split = Int.random(in: 0...request.count, using: &random)
        model.begin(doubt)
        try killer.moment()
        try pusher.send(request[..<split])
        try killer.moment()
        try pusher.send(request[split...])
        model.sent()
        try killer.moment()
        let answer = try pusher.answer()
        #expect(answer.status == status, "\(answer.text)")
        model.acknowledge()
        try killer.moment()
    }

    /// A configuration of its own, a layer of its own, which is now and then too long to be held in memory, and a layer
    /// that other images and other repositories have as well.
    private mutating func makeImage() -> CrashModel.Image {
        let name = "\(repository) \(number)"
        let length = number.isMultiple(of: 4) ? Int.random(in: 60_000...200_000, using: &random) : 500
        let blobs = [
            Array("{\"name\":\"\(name)\"}".utf8),
            random.bytes(length),
            [UInt8](repeating: UInt8(number % 5), count: 3_000),
        ]
        return CrashModel.Image(
            tag: "v\(number)",
            manifest: RegistryPusher.manifest(of: blobs, name: name),
            blobs: blobs
        )
    }
}
