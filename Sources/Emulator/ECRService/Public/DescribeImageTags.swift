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
        let entries = try await call.stored { store in
            try store.imageEntries(
                in: repository.id,
                tagged: true,
                archived: false,
                after: start,
                limit: page.size + 1
            )
        }
        let found = page.cut(entries, for: question) { ImageOrder.key($0) }
        var details: [JSONValue] = []
        for entry in found.elements {
            // Someone may have deleted it in between.
            guard let tag = entry.tag,
                let image = try await call.stored({ try $0.image(.digest(entry.digest), in: repository.id) })
            else { continue }
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
