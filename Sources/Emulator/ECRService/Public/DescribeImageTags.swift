import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// The tags of a public repository with their images, page by page. A tag is as old as its image here (inferred).
package struct DescribeImageTags: RepositoryOperation {
    package static let name = "DescribeImageTags"

    package let repository: RepositoryReference
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        page = try PageRequest(&input)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        let question = ["image tags", repository.account.value, call.region.name, repository.name]
        let start = try page.start(for: question, ImageOrder.position)
        let (found, images) = try await call.stored { store in
            let entries = try store.imageEntries(
                in: repository.id,
                tagged: true,
                archived: false,
                after: start,
                limit: page.size + 1
            )
            let found = page.cut(entries, for: question) { ImageOrder.key($0) }
            return (found, try found.elements.map { try store.image(.digest($0.digest), in: repository.id) })
        }
        var details: [JSONValue] = []
        for case (let entry, let image?) in zip(found.elements, images) {
            guard let tag = entry.tag else { continue }
            details.append(
                .object([
                    "imageTag": .string(tag),
                    "createdAt": call.timestamp(image.pushedAt),
                    "imageDetail": .object(PublicShape.content(image, call)),
                ])
            )
        }
        var answer: [String: JSONValue] = ["imageTagDetails": .array(details)]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }
}
