package import AWSProtocols
package import World

/// Lists repositories: those named, or all, page by page (docs/aws/ecr-repositories.md, "Settings").
package struct DescribeRepositories: ECROperation {
    package static let name = "DescribeRepositories"

    private let listing: RepositoryListing

    package init(_ input: inout ECRInput) throws(ECRError) {
        listing = try RepositoryListing(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { listing.questions(Self.action, call) }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try listing.answer(call) { RepositoryShape.json($0, call) }
    }
}
