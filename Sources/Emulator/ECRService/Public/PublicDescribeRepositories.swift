import AWSCore
package import AWSProtocols
import Images
import Storage
package import World

/// DescribeRepositories of ECR Public: those named, or all, page by page.
package struct PublicDescribeRepositories: ECROperation {
    package static let name = "DescribeRepositories"

    private let listing: RepositoryListing

    package init(_ input: inout ECRInput) throws(ECRError) {
        listing = try RepositoryListing(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { listing.questions(Self.action, call) }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try listing.answer(call) { PublicShape.repository($0, call) }
    }
}
