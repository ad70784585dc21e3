import AWSProtocols
import Foundation

extension ImageLayout {
    /// Writes images as a layout that ``init(folder:)`` and other programs read. `index.json` comes last and whole, so
    /// that what is there before is not a layout yet; after an error nothing is left of it.
    ///
    /// `index.json` lists, in the order given, each manifest that has tags, once per tag, and each that no index among
    /// them has.
    ///
    /// - Parameters:
    ///   - manifests: with every child of an index among them.
    ///   - folder: absent or empty; what leads to it is made.
    ///   - content: hands over the blob of a digest, piece by piece. It is asked for every blob that is needed, once,
    ///     and what it gives must have that digest.
    /// - Throws: ``LayoutError``, and what `content` throws.
    package static func write(
        _ manifests: [ManifestDocument],
        to folder: String,
        content: (_ blob: Digest, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let children = Set(manifests.flatMap(\.manifest.children))
        if let absent = children.subtracting(manifests.map(\.digest)).min() {
            throw LayoutError(
                "\(folder) cannot be written: an index lists \(absent), which is not given; give it as well"
            )
        }
        var tagged: Set<Tag> = []
        if let twice = manifests.flatMap(\.tags).first(where: { !tagged.insert($0).inserted }) {
            throw LayoutError("\(folder) cannot be written: the tag '\(twice)' is given twice; give it to one manifest")
        }
        let isNew = try prepare(folder)
        do {
            for digest in manifests.flatMap(\.manifest.neededBlobs).firstOfEach {
                var file = try NewLayoutBlob(digest, in: folder)
                try content(digest) { try file.write($0) }
                try file.finish()
            }
            for document in manifests {
                var file = try NewLayoutBlob(document.digest, in: folder)
                try document.bytes.withUnsafeBytes { bytes in try file.write(bytes) }
                try file.finish()
            }
            let marker: JSONValue = ["imageLayoutVersion": .string(version)]
            try write(marker.serialized(), to: folder + "/" + markerName)
            try write(index(of: manifests, children: children).serialized(), to: folder + "/" + indexName)
        } catch {
            let made = isNew ? [folder] : [blobsName, markerName, indexName].map { folder + "/" + $0 }
            for path in made { try? FileManager.default.removeItem(atPath: path) }
            throw error
        }
    }

    private static func index(of manifests: [ManifestDocument], children: Set<Digest>) -> JSONValue {
        var entries: [JSONValue] = []
        for document in manifests {
            let entry = { (annotations: [String: String]) in
                Descriptor(
                    mediaType: document.mediaType,
                    digest: document.digest,
                    size: document.bytes.count,
                    annotations: annotations,
                    artifactType: document.manifest.artifactType
                ).json
            }
            if document.tags.isEmpty, !children.contains(document.digest) { entries.append(entry([:])) }
            entries += document.tags.map { entry([tagAnnotation: $0.description]) }
        }
        return ["schemaVersion": 2, "mediaType": .string(MediaTypes.ociIndex), "manifests": .array(entries)]
    }

    /// Makes the folder and those for blobs in it.
    ///
    /// - Returns: whether it was absent.
    private static func prepare(_ folder: String) throws(LayoutError) -> Bool {
        let manager = FileManager.default
        let isNew = !manager.fileExists(atPath: folder)
        do {
            guard try isNew || manager.contentsOfDirectory(atPath: folder).isEmpty else {
                throw LayoutError("\(folder) holds other things; name a folder that is empty or new")
            }
            for algorithm in Digest.Algorithm.allCases {
                let path = "\(folder)/\(blobsName)/\(algorithm.rawValue)"
                try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
        } catch let error as LayoutError {
            throw error
        } catch {
            throw LayoutError("\(folder) cannot be made or read; name a folder, and mind its permissions")
        }
        return isNew
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(LayoutError) {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw LayoutError("\(path) cannot be written; make room on the disk, or mind the folder's permissions")
        }
    }
}

/// A blob of a layout that is being written.
private struct NewLayoutBlob: ~Copyable {
    private let path: String
    private let digest: Digest
    private var running: RunningDigest
    private let descriptor: Int32

    init(_ digest: Digest, in folder: String) throws(LayoutError) {
        let path = ImageLayout.path(of: digest, in: folder)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .system("written", path) }
        self.path = path
        self.digest = digest
        self.descriptor = descriptor
        running = RunningDigest(digest.algorithm)
    }

    deinit { close(descriptor) }

    mutating func write(_ piece: UnsafeRawBufferPointer) throws(LayoutError) {
        running.update(piece)
        var rest = piece[...]
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("written", path)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// - Throws: ``LayoutError`` where something else was written than the content of the digest.
    mutating func finish() throws(LayoutError) {
        guard running.finish() == digest else {
            throw LayoutError("\(path) cannot be written: what was given for it has another digest")
        }
    }
}
