import AWSCore
import CurlHTTP
import Foundation
import Glibc
package import OCI
import Synchronization

extension RegistryClient {
    /// Pulls an image, with all that an index leads to, into a folder of its own as an OCI image layout. Every manifest and
    /// layer is verified by its digest. After an error nothing is left in the folder.
    ///
    /// - Parameters:
    ///   - folder: absent or empty.
    ///   - suffix: makes the name of the folder beside it, where layers are kept meanwhile, unlike any other.
    ///   - tell: is told how many bytes of how many have moved.
    /// - Returns: the digest of the image.
    package func pull(
        _ image: ImageReference,
        of repository: String,
        to folder: String,
        suffix: String,
        tell: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> Digest {
        let documents = try await manifests(image, of: repository, depth: 0)
        guard let root = documents.last else {
            throw RegistryClientError.image("\(repository):\(image) holds no image")
        }
        let needed = Set(documents.flatMap(\.manifest.neededBlobs)).sorted()
        let progress = TransferProgress(total: documents.reduce(0) { $0 + $1.manifest.declaredSize }, tell: tell)
        let parts = folder + suffix
        defer { try? FileManager.default.removeItem(atPath: parts) }
        do {
            try FileManager.default.createDirectory(atPath: parts, withIntermediateDirectories: true)
        } catch {
            throw RegistryClientError.image("\(parts) cannot be made; mind the permissions of the folder that it is in")
        }
        for digest in needed { try await pull(digest, of: repository, to: parts + "/" + digest.hex, progress) }
        var kept: Set<Digest> = []
        try ImageLayout.write(documents.filter { kept.insert($0.digest).inserted }, to: folder) { digest, body in
            guard let file = FileHandle(forReadingAtPath: parts + "/" + digest.hex) else { return }
            defer { try? file.close() }
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { try piece.withUnsafeBytes(body) }
        }
        return root.digest
    }

    /// A manifest and those that it leads to, children first.
    private func manifests(
        _ image: ImageReference,
        of repository: String,
        depth: Int
    ) async throws(RegistryClientError) -> [ManifestDocument] {
        let what = "pull the manifest of \(repository)\(image.separator)\(image)"
        guard depth <= ImageLayout.deepest else {
            throw .unreadable(what: what, reason: "it stands more than \(ImageLayout.deepest) indexes deep")
        }
        let response = try await send(
            Request(
                what: what,
                target: "/v2/\(repository)/manifests/\(image)",
                headers: ["Accept": MediaTypes.manifests.joined(separator: ", ")]
            )
        )
        let document: ManifestDocument
        do throws(ManifestError) {
            let type = response.headers["Content-Type"].map { String($0.prefix { $0 != ";" }) }
            switch image {
            case .tag(let tag): document = try ManifestDocument(response.body, contentType: type, tags: [tag])
            case .digest(let digest):
                document = try ManifestDocument(response.body, contentType: type, algorithm: digest.algorithm)
            }
        } catch {
            throw .unreadable(what: what, reason: error.description)
        }
        if case .digest(let digest) = image {
            guard document.digest == digest else {
                throw .unreadable(what: what, reason: "it has another digest")
            }
        }
        var documents: [ManifestDocument] = []
        for child in document.manifest.children {
            documents += try await manifests(.digest(child), of: repository, depth: depth + 1)
        }
        return documents + [document]
    }

    private func pull(
        _ digest: Digest,
        of repository: String,
        to path: String,
        _ progress: TransferProgress
    ) async throws(RegistryClientError) {
        let what = "pull the layer \(digest) of \(repository)"
        guard let file = ReceivedBlob(path, digest) else {
            throw .image("\(path) cannot be written; make room, or mind the folder's permissions")
        }
        _ = try await send(
            Request(what: what, target: "/v2/\(repository)/blobs/\(digest)") { bytes in
                progress.add(bytes.count)
                return file.take(bytes)
            }
        )
        guard file.finish() else {
            throw .unreadable(what: what, reason: "it has another digest, or there is no room for it")
        }
    }
}

/// A blob on its way to a file.
private final class ReceivedBlob: Sendable {
    private let state: Mutex<RunningDigest>
    private let expected: Digest
    private let descriptor: Int32

    init?(_ path: String, _ digest: Digest) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        expected = digest
        state = Mutex(RunningDigest(digest.algorithm))
    }

    deinit { close(descriptor) }

    /// - Returns: false where the disk is full.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        // The hash may hold nothing of the caller's memory, so it is given a copy.
        let piece = Array(bytes)
        state.withLock { state in piece.withUnsafeBytes { state.update($0) } }
        return true
    }

    /// - Returns: whether all of it is there, and is what the digest says.
    func finish() -> Bool {
        state.withLock { $0.finish() } == expected
    }
}

extension ImageReference {
    /// What stands before it in a full name.
    fileprivate var separator: String {
        if case .tag = self { ":" } else { "@" }
    }
}
