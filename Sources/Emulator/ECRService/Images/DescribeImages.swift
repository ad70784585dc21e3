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
    private let listing: ImageListing

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        listing = try ImageListing(&input)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try listing.check()
        let repository = try repository.repository(call)
        return try await listing.answer(in: repository, call) { (images) async throws(ECRError) in
            try await Self.details(of: images, in: repository, call)
        }
    }

    /// Images with what scans say of them: basic ones only, for those of Amazon Inspector are not told here.
    private static func details(
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
}
