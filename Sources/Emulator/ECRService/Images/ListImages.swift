import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// The images of a repository: one entry for each tag, and one for each image without (docs/aws/ecr.md, "Pages").
package struct ListImages: RepositoryOperation {
    package static let name = "ListImages"

    package let repository: RepositoryReference
    private let page: PageRequest
    private let filter: ImageFilter

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        page = try PageRequest(&input)
        filter = try ImageFilter(&input)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        let question = ["images", repository.account.value, call.region.name, repository.name, filter.question]
        let start = try page.start(for: question, ImageOrder.position)
        let entries = try await call.stored { store in
            guard filter.admitsAny else { return [ImageEntry]() }
            return try store.imageEntries(
                in: repository.id,
                tagged: filter.tagged,
                archived: filter.archived,
                after: start,
                limit: page.size + 1
            )
        }
        let found = page.cut(entries, for: question) { ImageOrder.key($0) }
        var answer: [String: JSONValue] = [
            "imageIds": .array(
                found.elements.map { ImageIdentifier(digest: $0.digest.description, tag: $0.tag).json }
            )
        ]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }
}
