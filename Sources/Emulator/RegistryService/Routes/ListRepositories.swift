import AWSProtocols
import World

/// `GET /v2/_catalog` (docs/aws/registry.md, "Lists").
enum ListRepositories {
    /// ECR's page, which the last name of the page before begins by an opaque token.
    static func pageOfECR(_ call: RegistryCall) throws(RegistryError) -> RegistryAnswer {
        let page = try OpaquePage(call, of: "catalog", "")
        let rest = names(after: page.last, call, atMost: page.size + 1)
        let listed = rest.prefix(page.size)
        let next = rest.count > page.size ? listed.last : nil
        return answer(listed, next: next.map { page.link(to: "_catalog", after: $0, call) })
    }

    /// The specification's page, where `last` is a name.
    static func page(_ call: RegistryCall) throws(RegistryError) -> RegistryAnswer {
        let page = try PlainPage(call)
        let (listed, next) = page.cut(names(after: call.query["last"], call, atMost: page.probe))
        return answer(listed[...], next: next.map { page.link(to: "_catalog", after: $0, call) })
    }

    private static func names(after last: String?, _ call: RegistryCall, atMost limit: Int) -> [String] {
        call.services.world.repositories(call.account, call.region, after: last, limit: limit).map(\.name)
    }

    private static func answer(_ names: ArraySlice<String>, next: String?) -> RegistryAnswer {
        .list(["repositories": .array(names.map { .string($0) })], next: next)
    }
}
