import AWSProtocols
import Glibc

extension ImageLayout {
    /// How many indexes may stand in each other, `index.json` not counted.
    package static let deepest = 16

    /// Reads a layout and verifies all that its manifests need: every size and digest. Blobs are read piece by piece.
    /// Layers that are fetched from elsewhere need not be there, and neither need a manifest's subject.
    ///
    /// - Parameter verifiesBlobs: false where the content of every blob is needed anyway: ``Blob/write(_:)`` verifies
    ///   it, too. Sizes are verified even so.
    /// - Throws: ``LayoutError``.
    package init(folder: String, verifiesBlobs: Bool = true) throws(LayoutError) {
        try Self.checkMarker(in: folder)
        for name in [Self.blobsName] + Digest.Algorithm.allCases.map({ Self.blobsName + "/" + $0.rawValue }) {
            try Self.checkFolder(folder + "/" + name)
        }
        let path = folder + "/" + Self.indexName
        let bytes = try LayoutFile.bytes(of: path, longest: Manifest.longest)
        let index = try Self.manifest(path) { () throws(ManifestError) in
            try Manifest(bytes, contentType: MediaTypes.ociIndex)
        }
        var reader = LayoutReader(folder: folder)
        guard case .index(let entries) = index.kind else { throw Self.damage(of: path) }
        for entry in entries { try reader.read(entry, namedBy: path, depth: 0, tag: Self.tag(of: entry, in: path)) }
        try reader.readBlobs(verifying: verifiesBlobs)
        self.init(manifests: reader.documents, blobs: reader.blobs)
    }

    private static func checkMarker(in folder: String) throws(LayoutError) {
        let path = folder + "/" + markerName
        let bytes = try LayoutFile.bytes(of: path, longest: 65_536)
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes)
        } catch {
            throw LayoutError("\(path) is \(error); name the folder of an OCI image layout")
        }
        guard value["imageLayoutVersion"]?.string == version else {
            throw LayoutError("\(path) names another imageLayoutVersion than \(version), the only one that is known")
        }
    }

    /// A folder in the layout may be absent, but not be a link to another place.
    private static func checkFolder(_ path: String) throws(LayoutError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw LayoutError("\(path) is not a folder; put the folder itself there")
        }
    }

    private static func tag(of entry: Descriptor, in path: String) throws(LayoutError) -> Tag? {
        guard let name = entry.annotations[tagAnnotation] else { return nil }
        guard let tag = Tag(name) else {
            throw LayoutError(
                "\(path) gives \(entry.digest) the \(tagAnnotation) \(name.quoted), which is not a tag; write a tag alone"
            )
        }
        return tag
    }

    /// A manifest that `body` reads; what is wrong with it is said with its file.
    fileprivate static func manifest<Result>(
        _ path: String,
        _ body: () throws(ManifestError) -> Result
    ) throws(LayoutError) -> Result {
        do {
            return try body()
        } catch {
            throw LayoutError("\(path) cannot be read: \(error)")
        }
    }
}

/// Follows the descriptors of a layout.
private struct LayoutReader {
    let folder: String
    private(set) var documents: [ManifestDocument] = []
    private(set) var blobs: [ImageLayout.Blob] = []
    /// Where a manifest that was read stands in `documents`.
    private var places: [Digest: Int] = [:]
    /// Which manifest has a tag.
    private var tagged: [Tag: Digest] = [:]
    /// The blobs that were read, by their digests.
    private var seen: Set<Digest> = []

    init(folder: String) {
        self.folder = folder
    }

    /// Reads the manifest of a descriptor after those below it.
    mutating func read(
        _ descriptor: Descriptor,
        namedBy parent: String,
        depth: Int,
        tag: Tag? = nil
    ) throws(LayoutError) {
        let path = ImageLayout.path(of: descriptor.digest, in: folder)
        guard MediaTypes.manifests.contains(descriptor.mediaType) else {
            throw LayoutError(
                "\(parent) lists \(descriptor.digest) of type \(descriptor.mediaType), which is not a manifest's; "
                    + "list manifests alone"
            )
        }
        if places[descriptor.digest] == nil {
            guard depth <= ImageLayout.deepest else {
                throw LayoutError(
                    "\(parent) stands more than \(ImageLayout.deepest) indexes deep; list its images higher"
                )
            }
            let document = try document(descriptor, at: path)
            if case .index(let entries) = document.manifest.kind {
                for entry in entries { try read(entry, namedBy: path, depth: depth + 1) }
            }
            places[descriptor.digest] = documents.count
            documents.append(document)
        }
        guard let place = places[descriptor.digest] else { return }
        let document = documents[place]
        guard document.mediaType == descriptor.mediaType, document.bytes.count == descriptor.size else {
            throw LayoutError(
                "\(parent) gives \(descriptor.digest) another size or media type than it has; copy the image anew"
            )
        }
        guard let tag else { return }
        guard tagged[tag, default: document.digest] == document.digest else {
            throw LayoutError("\(parent) gives the tag '\(tag)' to two manifests; give it to one")
        }
        if tagged.updateValue(document.digest, forKey: tag) == nil {
            documents[place] = document.tagged(document.tags + [tag])
        }
    }

    private func document(_ descriptor: Descriptor, at path: String) throws(LayoutError) -> ManifestDocument {
        let bytes = try LayoutFile.bytes(of: path, longest: Manifest.longest)
        guard Digest.of(bytes, descriptor.digest.algorithm) == descriptor.digest else {
            throw ImageLayout.damage(of: path)
        }
        return try ImageLayout.manifest(path) { () throws(ManifestError) in
            try ManifestDocument(
                bytes,
                contentType: descriptor.mediaType,
                algorithm: descriptor.digest.algorithm
            )
        }
    }

    /// Finds the configurations and layers of every manifest that was read.
    mutating func readBlobs(verifying: Bool) throws(LayoutError) {
        for document in documents {
            let named = ImageLayout.path(of: document.digest, in: folder)
            switch document.manifest.kind {
            case .image(let config, let layers):
                for blob in [config] + layers.filter({ !$0.isForeignLayer }) {
                    try readBlob(blob.digest, size: blob.size, namedBy: named, verifying)
                }
            case .index: break
            case .schema1(let layers):
                for layer in layers { try readBlob(layer, size: nil, namedBy: named, verifying) }
            }
        }
    }

    private mutating func readBlob(
        _ digest: Digest,
        size: Int?,
        namedBy parent: String,
        _ verifying: Bool
    ) throws(LayoutError) {
        let path = ImageLayout.path(of: digest, in: folder)
        let found = try LayoutFile(path).size
        guard size == nil || size == found else {
            throw LayoutError(
                "\(path) is damaged: it has \(found) bytes, not those that \(parent) gives; copy the image anew"
            )
        }
        guard seen.insert(digest).inserted else { return }
        let blob = ImageLayout.Blob(path: path, digest: digest, size: found)
        if verifying { try blob.verify() }
        blobs.append(blob)
    }
}
