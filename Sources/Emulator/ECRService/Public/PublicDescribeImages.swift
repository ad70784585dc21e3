import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// DescribeImages of ECR Public: the images that are named, or all, page by page.
package struct PublicDescribeImages: RepositoryOperation {
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
        return try await listing.answer(in: repository, call) { images in
            images.map { PublicShape.image($0, of: repository, call) }
        }
    }
}
