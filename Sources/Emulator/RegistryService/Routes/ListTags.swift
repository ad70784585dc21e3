import AWSProtocols
import Images
import Storage
import World

/// `GET /v2/N/tags/list` (docs/aws/registry.md, "Lists").
enum ListTags {
    /// ECR lists tags in the order of their images' pushes, goes on from an opaque token, and calls it plain text.
    static func byPush(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let page = try OpaquePage(call, of: "tags", repository.name)
        let entries = try await registry {
            try call.store.imageEntries(
                in: repository.id,
                tagged: true,
                archived: false,
                after: try page.last.map { try ImageOrder.position($0) },
                limit: page.size + 1
            )
        }
        let listed = entries.prefix(page.size)
        let next = entries.count > page.size ? listed.last.map { ImageOrder.key($0) } : nil
        return .list(
            [
                "name": .string(call.pathName(repository.name)),
                "tags": .array(listed.compactMap(\.tag).map { .string($0) }),
            ],
            contentType: "text/plain; charset=utf-8",
            next: next.map { page.link(to: "\(call.pathName(repository.name))/tags/list", after: $0, call) }
        )
    }

    /// The specification's order is that of the bytes, and `last` is a tag. What is in the archive is not there to pull.
    static func byName(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let page = try PlainPage(call)
        let tags = try await registry {
            try call.store.tags(in: repository.id, archived: false, after: call.query["last"], limit: page.probe)
        }
        let (listed, next) = page.cut(tags)
        return .list(
            ["name": .string(call.pathName(repository.name)), "tags": .array(listed.map { .string($0) })],
            next: next.map { page.link(to: "\(call.pathName(repository.name))/tags/list", after: $0, call) }
        )
    }
}
