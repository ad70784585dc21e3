import AWSCore
import AWSProtocols
import Images
import OCI
import Storage
import World

/// The images that DescribeImages is asked for, of ECR or of ECR Public: those named, or all, page by page.
struct ImageListing: Sendable {
    private let imageIDs: [ImageIdentifier]?
    private let page: PageRequest
    /// ECR Public has none.
    private let filter: ImageFilter?

    init(_ input: inout ECRInput) throws(ECRError) {
        imageIDs = try input.imageIDs(digest: .digest, tag: .imageTag)
        page = try PageRequest(&input)
        filter = input.isPublic ? nil : try ImageFilter(&input)
    }

    /// What no constraint of one member says.
    func check() throws(ECRError) {
        guard let imageIDs else { return }
        guard imageIDs.allSatisfy({ $0.digest != nil || $0.tag != nil }) else {
            // The words are those of BatchGetImage's failure; AWS's own were not found.
            throw .invalidParameter("imageIds", "both tag and digest cannot be null")
        }
        try page.checkUnused(with: "imageIds")
    }

    /// - Parameter details: how images are written.
    /// - Throws: that the first of the images that are named and not there is not.
    func answer(
        in repository: Repository,
        _ call: ECRCall,
        _ details: ([StoredImage]) async throws(ECRError) -> [JSONValue]
    ) async throws(ECRError) -> JSONValue {
        if let imageIDs {
            return .object(["imageDetails": .array(try await details(named(imageIDs.unique, in: repository, call)))])
        }
        let question = [
            "image details", repository.account.value, call.region.name, repository.name, filter?.question ?? "",
        ]
        let start = try page.start(for: question, ImageOrder.imagePosition)
        let images = try await call.stored { store in
            guard filter?.admitsAny ?? true else { return [StoredImage]() }
            return try store.images(
                in: repository.id,
                tagged: filter?.tagged,
                archived: filter?.archived,
                after: start,
                limit: page.size + 1
            )
        }
        let found = page.cut(images, for: question) {
            ImageOrder.key(ImagePosition(pushedAt: $0.pushedAt, digest: $0.digest))
        }
        var answer: [String: JSONValue] = ["imageDetails": .array(try await details(found.elements))]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }

    /// Each image once, in the order in which they were named first.
    private func named(
        _ identifiers: [ImageIdentifier],
        in repository: Repository,
        _ call: ECRCall
    ) async throws(ECRError) -> [StoredImage] {
        var images: [StoredImage] = []
        var seen: Set<Digest> = []
        for identifier in identifiers {
            let image = try await call.image(identifier, in: repository)
            guard seen.insert(image.digest).inserted, filter?.admits(image) ?? true else { continue }
            images.append(image)
        }
        return images
    }
}
