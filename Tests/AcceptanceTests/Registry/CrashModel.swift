import OCI
import Testing

/// What one client knows of its repository: what was acknowledged, and the one request of which it never heard.
struct CrashModel: Sendable {
    struct Image: Sendable, Equatable {
        let tag: String
        let manifest: [UInt8]
        let blobs: [[UInt8]]

        var digest: Digest { Digest.of(manifest) }
    }

    /// A request that was not answered. One that was sent in full may be done or not, but not in part; any other is not.
    enum Doubt: Sendable {
        case blob([UInt8])
        case image(Image)
        case newest(Image)
        case deletion(Image)
    }

    private(set) var images: [Image] = []
    /// Blobs that no image has yet.
    private(set) var loose: [[UInt8]] = []
    /// What the tag `newest` names.
    private(set) var newest: Image?
    private var doubt: Doubt?
    private var isOut = false
    /// Blobs that were sent at any time: one that other images have as well may be there from before.
    private var sentBlobs: Set<Digest> = []
    /// Images that were acknowledged since the last check.
    private var fresh = 0
    private(set) var acknowledged = 0

    /// A request is about to be sent.
    mutating func begin(_ doubt: Doubt) {
        self.doubt = doubt
        isOut = false
        if case .blob(let content) = doubt { isOut = sentBlobs.contains(Digest.of(content)) }
    }

    /// It has been sent in full.
    mutating func sent() {
        isOut = true
        if case .blob(let content) = doubt { sentBlobs.insert(Digest.of(content)) }
    }

    /// The request that was out has been answered with a success, or been found done.
    mutating func acknowledge() {
        switch doubt {
        case .blob(let content): loose.append(content)
        case .image(let image):
            images.append(image)
            loose = []
            fresh += 1
        case .newest(let image): newest = image
        case .deletion(let image): images.removeAll { $0 == image }
        case nil: return
        }
        acknowledged += 1
        doubt = nil
    }

    /// The oldest image that may be deleted.
    var deletable: Image? { images.count > 4 ? images.first { $0 != newest } : nil }

    /// What was acknowledged is there and right, and nothing else is. What was in doubt is no more.
    ///
    /// - Parameter all: whether to look at every byte of all that was ever acknowledged, not only of what is new.
    mutating func check(_ pusher: inout RegistryPusher, all: Bool) throws {
        try settle(&pusher)
        let tags = try pusher.tags()
        #expect(Set(tags) == Set(images.map(\.tag) + (newest == nil ? [] : ["newest"])))
        for image in all ? images[...] : images.suffix(fresh) {
            #expect(try Self.isWhole(image, &pusher), "\(image.tag)")
            #expect(try pusher.send("GET", "manifests/\(image.digest)").body == image.manifest)
        }
        for content in loose { #expect(try pusher.pull(Digest.of(content)).body == content) }
        if let newest { #expect(try pusher.send("GET", "manifests/newest").body == newest.manifest) }
        fresh = 0
        // An image that is begun anew pushes all of its blobs again.
        loose = []
    }

    private mutating func settle(_ pusher: inout RegistryPusher) throws {
        let isDone: Bool
        switch doubt {
        case .blob(let content):
            let answer = try pusher.pull(Digest.of(content))
            isDone = answer.status == 200
            #expect(isDone ? answer.body == content : answer.status == 404)
        case .image(let image):
            isDone = try pusher.send("HEAD", "manifests/\(image.tag)").status == 200
            #expect(try pusher.send("HEAD", "manifests/\(image.digest)").status == (isDone ? 200 : 404))
        case .newest(let image):
            let answer = try pusher.send("GET", "manifests/newest")
            isDone = answer.body == image.manifest
            if !isDone, newest == nil { #expect(answer.status == 404) }
        case .deletion(let image):
            isDone = try pusher.send("HEAD", "manifests/\(image.tag)").status == 404
            #expect(try pusher.send("HEAD", "manifests/\(image.digest)").status == (isDone ? 404 : 200))
            if !isDone { #expect(try Self.isWhole(image, &pusher)) }
        case nil: return
        }
        #expect(isOut || !isDone)
        if isDone { acknowledge() } else { doubt = nil }
    }

    private static func isWhole(_ image: Image, _ pusher: inout RegistryPusher) throws -> Bool {
        guard try pusher.send("GET", "manifests/\(image.tag)").body == image.manifest else { return false }
        for content in image.blobs {
            guard try pusher.pull(Digest.of(content)).body == content else { return false }
        }
        return true
    }
}
