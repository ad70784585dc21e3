import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// Describes the images of a repository: those named, or all by pages (docs/aws/ecr-images.md, "Reading images").
package struct DescribeImages: RepositoryOperation {
    package static let name = "DescribeImages"

    package let repository: RepositoryReference
    private let imageIDs: [ImageIdentifier]?
    private let page: PageRequest
    private let filter: ImageFilter

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        imageIDs = try input.imageIDs(digest: .digest, tag: .imageTag)
        page = try PageRequest(&input)
        filter = try ImageFilter(&input)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try check()
        let repository = try repository.repository(call)
        if let imageIDs { return try await describe(imageIDs.unique, in: repository, call) }
        let question = [
            "image details", repository.account.value, call.region.name, repository.name, filter.question,
        ]
        let start = try page.start(for: question, ImageOrder.imagePosition)
        let images = try await call.stored { store in
            guard filter.admitsAny else { return [StoredImage]() }
            return try store.images(
                in: repository.id,
                tagged: filter.tagged,
                archived: filter.archived,
                after: start,
                limit: page.size + 1
            )
        }
        let found = page.cut(images, for: question) {
            ImageOrder.key(ImagePosition(pushedAt: $0.pushedAt, digest: $0.digest))
        }
        var answer: [String: JSONValue] = [
            "imageDetails": .array(try await details(of: found.elements, in: repository, call))
        ]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }

    /// Each image once, in the order in which they were named first.
    private func describe(
        _ identifiers: [ImageIdentifier],
        in repository: Repository,
        _ call: ECRCall
    ) async throws(ECRError) -> JSONValue {
        var images: [StoredImage] = []
        var seen: Set<Digest> = []
        for identifier in identifiers {
            let image = try await call.image(identifier, in: repository)
            guard seen.insert(image.digest).inserted, filter.admits(image) else { continue }
            images.append(image)
        }
        return .object(["imageDetails": .array(try await details(of: images, in: repository, call))])
    }

    /// Images with what scans say of them: basic ones only, for those of Amazon Inspector are not told here.
    private func details(
        of images: [StoredImage],
        in repository: Repository,
        _ call: ECRCall
    ) async throws(ECRError) -> [JSONValue] {
        let settings = call.world.account(repository.account)?.registrySettings(in: repository.region)
        let scans = try await call.stored { store in
            settings?.scanning.kind == .enhanced
                ? [:] : try store.scans(of: images.map(\.digest), in: repository.id)
        }
        return images.map { ImageShape.detail($0, scans[$0.digest], of: repository, call) }
    }

    /// What no constraint of one member says.
    private func check() throws(ECRError) {
        guard let imageIDs else { return }
        guard imageIDs.allSatisfy({ $0.digest != nil || $0.tag != nil }) else {
            // The words are those of BatchGetImage's failure; AWS's own were not found.
            throw .invalidParameter("imageIds", "both tag and digest cannot be null")
        }
        try page.checkUnused(with: "imageIds")
    }
}
