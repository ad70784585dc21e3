import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// The images of a repository: one entry for each tag, and one for each image without (emulator.md D.1, D.4).
package struct ListImages: RepositoryOperation {
    package static let action = "ecr:ListImages"

    package let repository: RepositoryReference
    private let page: PageRequest
    private let filter: ImageFilter

    package init(_ members: InputMembers) throws(ECRError) {
        repository = try RepositoryReference(members)
        page = try PageRequest(members)
        filter = try ImageFilter(members)
    }

    package var requestParameters: [String: JSONValue] {
        repository.requestParameters
            .merging(page.requestParameters) { $1 }
            .merging(filter.requestParameters) { $1 }
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try page.check()
        try filter.check()
        let repository = try repository.repository(call)
        let question = ["images", repository.account.value, call.region.name, repository.name, filter.question]
        let start = try page.start(for: question, ImageOrder.position)
        let entries = try await call.stored { store in
            guard filter.admitsActive else { return [ImageEntry]() }
            return try store.imageEntries(
                in: repository.id,
                tagged: filter.tagged,
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
