import AWSCore
import AWSProtocols
import ECRService
import OCI
import Storage
import World

/// Tags, repositories and referrers, page by page (emulator.md E.8).
package enum ListRoutes {
    /// `GET /v2/N/tags/list`.
    package static func tags(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        switch call.dialect {
        case .ecr: return try await tagsOfECR(repository, call)
        case .oci: return try await tagsInOrder(repository, call)
        }
    }

    /// ECR lists tags in the order of their images' pushes, goes on from an opaque token, and calls it plain text.
    private static func tagsOfECR(
        _ repository: Repository,
        _ call: RegistryCall
    ) async throws(RegistryError) -> RegistryAnswer {
        let page = try ListPage(call, of: "tags", repository.name)
        let entries = try await registry {
            try call.store.imageEntries(
                in: repository.id,
                tagged: true,
                after: try page.last.map { try ImageOrder.position($0) },
                limit: page.size + 1
            )
        }
        let listed = entries.prefix(page.size)
        let next = entries.count > page.size ? listed.last.map { ImageOrder.key($0) } : nil
        return answer(
            ["name": .string(repository.name), "tags": .array(listed.compactMap(\.tag).map { .string($0) })],
            contentType: "text/plain; charset=utf-8",
            next: next.map { page.link(to: "\(repository.name)/tags/list", after: $0, call) }
        )
    }

    /// The specification's order is that of the bytes, and `last` is a tag.
    private static func tagsInOrder(
        _ repository: Repository,
        _ call: RegistryCall
    ) async throws(RegistryError) -> RegistryAnswer {
        let size = try PlainPage(call)
        let tags = try await registry {
            try call.store.tags(in: repository.id, after: call.query["last"], limit: size.probe)
        }
        let (listed, next) = size.cut(tags)
        return answer(
            ["name": .string(repository.name), "tags": .array(listed.map { .string($0) })],
            contentType: json,
            next: next.map { size.link(to: "\(repository.name)/tags/list", after: $0, call) }
        )
    }

    /// `GET /v2/_catalog`.
    package static func repositories(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let names = call.services.world.repositories(call.account, call.region).map(\.name)
        switch call.dialect {
        case .ecr:
            let page = try ListPage(call, of: "catalog", "")
            let rest = names.drop { name in page.last.map { name <= $0 } ?? false }
            let listed = rest.prefix(page.size)
            return answer(
                ["repositories": .array(listed.map { .string($0) })],
                contentType: json,
                next: rest.count > page.size ? listed.last.map { page.link(to: "_catalog", after: $0, call) } : nil
            )
        case .oci:
            let size = try PlainPage(call)
            let last = call.query["last"]
            let (listed, next) = size.cut(names.drop { name in last.map { name <= $0 } ?? false }.prefix(size.probe))
            return answer(
                ["repositories": .array(listed.map { .string($0) })],
                contentType: json,
                next: next.map { size.link(to: "_catalog", after: $0, call) }
            )
        }
    }

    /// `GET /v2/N/referrers/DIGEST`. A subject that is not there has no referrers, or has them already.
    package static func referrers(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let digest = try call.digest()
        let type = call.query["artifactType"]
        let page = try ListPage(call, of: "referrers", "\(repository.name) \(digest) \(type ?? "")")
        let found = try await registry {
            try call.store.referrers(
                of: digest,
                in: repository.id,
                artifactTypes: type.map { [$0] } ?? [],
                after: try page.last.map { try ImageOrder.imagePosition($0) },
                limit: page.size + 1
            )
        }
        let listed = found.prefix(page.size)
        let next = found.count > page.size ? listed.last.map { ImageOrder.key($0.position) } : nil
        let index: [String: JSONValue] = [
            "schemaVersion": 2,
            "mediaType": .string(MediaTypes.ociIndex),
            "manifests": .array(listed.map(\.descriptor)),
        ]
        return answer(
            index,
            contentType: MediaTypes.ociIndex,
            next: next.map { page.link(to: "\(repository.name)/referrers/\(digest)", after: $0, call) },
            type == nil ? [] : [("OCI-Filters-Applied", "artifactType")]
        )
    }

    private static let json = "application/json; charset=utf-8"

    private static func answer(
        _ members: [String: JSONValue],
        contentType: String,
        next: String?,
        _ headers: [(String, String)] = []
    ) -> RegistryAnswer {
        RegistryAnswer(
            200,
            contentType: contentType,
            headers + (next.map { [("Link", "<\($0)>; rel=\"next\"")] } ?? []),
            body: .bytes(JSONValue.object(members).serialized())
        )
    }
}

extension Referrer {
    /// As the index of referrers lists it.
    fileprivate var descriptor: JSONValue {
        var members: [String: JSONValue] = [
            "mediaType": .string(mediaType),
            "digest": .string(digest.description),
            "size": .integer(size),
        ]
        if let artifactType { members["artifactType"] = .string(artifactType) }
        if !annotations.isEmpty { members["annotations"] = .object(annotations.mapValues { .string($0) }) }
        return .object(members)
    }
}
