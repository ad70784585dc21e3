import AWSCore
import CurlHTTP
import Foundation
package import OCI

extension RegistryClient {
    /// What a push came to.
    package struct Pushed: Sendable, Equatable {
        package let digest: Digest
        /// Blobs that were sent.
        package let sent: Int
        /// Blobs that the repository had already.
        package let present: Int
    }

    /// Bytes of one request, which are in memory at a time. ECR refuses smaller ones than 5 MiB, but the last.
    private static let chunkLength = 8 << 20

    /// Pushes an image of a layout, with all that an index leads to.
    ///
    /// - Parameters:
    ///   - tag: the image's new tag; of several images in the layout, that which has it there is pushed.
    ///   - tell: is told how many bytes of how many have moved.
    package func push(
        _ layout: ImageLayout,
        to repository: String,
        as tag: Tag,
        tell: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws(RegistryClientError) -> Pushed {
        let image = try layout.image(for: tag)
        let documents = layout.documents(of: image)
        let needed = Set(documents.flatMap(\.manifest.neededBlobs))
        let blobs = layout.blobs.filter { needed.contains($0.digest) }
        let progress = TransferProgress(total: blobs.reduce(0) { $0 + $1.size }, tell: tell)
        var sent = 0
        for blob in blobs {
            if try await has(blob.digest, in: repository) {
                progress.add(blob.size)
            } else {
                try await push(blob, to: repository, progress)
                sent += 1
            }
        }
        // Children before the index that has them, as the layout has them.
        for document in documents {
            let reference = document.digest == image.digest ? tag.description : document.digest.description
            _ = try await send(
                Request(
                    what: "push the manifest of \(repository):\(reference)",
                    method: "PUT",
                    target: "/v2/\(repository)/manifests/\(reference)",
                    headers: ["Content-Type": document.mediaType],
                    body: document.bytes,
                    accepted: [201]
                )
            )
        }
        return Pushed(digest: image.digest, sent: sent, present: blobs.count - sent)
    }

    private func has(_ digest: Digest, in repository: String) async throws(RegistryClientError) -> Bool {
        let response = try await send(
            Request(
                what: "ask for the layer \(digest) of \(repository)",
                method: "HEAD",
                target: "/v2/\(repository)/blobs/\(digest)",
                accepted: [200, 404]
            )
        )
        return response.status == 200
    }

    private func push(
        _ blob: ImageLayout.Blob,
        to repository: String,
        _ progress: TransferProgress
    ) async throws(RegistryClientError) {
        let what = "push the layer \(blob.digest) to \(repository)"
        let start = try await send(
            Request(what: what, method: "POST", target: "/v2/\(repository)/blobs/uploads/", accepted: [202])
        )
        var place = try RegistryClient.location(of: start, what)
        let file = FileHandle(forReadingAtPath: blob.path)
        defer { try? file?.close() }
        var offset = 0
        while offset < blob.size {
            guard let piece = try? file?.read(upToCount: RegistryClient.chunkLength), !piece.isEmpty else {
                throw .image("\(blob.path) cannot be read to its end; copy the image anew")
            }
            let response = try await send(
                Request(
                    what: what,
                    method: "PATCH",
                    target: place,
                    headers: [
                        "Content-Type": "application/octet-stream",
                        "Content-Range": "\(offset)-\(offset + piece.count - 1)",
                    ],
                    body: Array(piece),
                    // ECR answers 201 where the specification has 202.
                    accepted: [201, 202, 204]
                )
            )
            place = try RegistryClient.location(of: response, what)
            offset += piece.count
            progress.add(piece.count)
        }
        _ = try await send(
            Request(
                what: what,
                method: "PUT",
                target: place + (place.contains("?") ? "&" : "?") + "digest=\(blob.digest)",
                accepted: [201, 204]
            )
        )
    }

    private static func location(of response: HTTPResponse, _ what: String) throws(RegistryClientError) -> String {
        guard let place = response.headers["Location"], !place.isEmpty else {
            throw .unreadable(what: what, reason: "it does not say where the layer goes")
        }
        return place
    }
}

extension ImageLayout {
    /// The image that a tag means: that with the tag, or else the only one.
    func image(for tag: Tag) throws(RegistryClientError) -> ManifestDocument {
        if let tagged = manifests.first(where: { $0.tags.contains(tag) }) { return tagged }
        let children = Set(manifests.flatMap(\.manifest.children))
        let roots = manifests.filter { !children.contains($0.digest) }
        guard roots.count == 1, let root = roots.first else {
            let names = manifests.flatMap(\.tags).map(\.description)
            throw .image(
                roots.isEmpty
                    ? "The layout holds no image; name the folder of an image"
                    : "The layout holds \(roots.count) images, and none of them has the tag '\(tag)'; push one of "
                        + "these tags: \(names.isEmpty ? "there are none" : names.joined(separator: ", "))"
            )
        }
        return root
    }

    /// A manifest and all that it leads to, in the layout's order.
    func documents(of image: ManifestDocument) -> [ManifestDocument] {
        var reached: Set<Digest> = [image.digest]
        // Parents come after their children.
        for document in manifests.reversed() where reached.contains(document.digest) {
            reached.formUnion(document.manifest.children)
        }
        return manifests.filter { reached.contains($0.digest) }
    }
}
