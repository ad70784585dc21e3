import AWSCore
import AWSProtocols
import CurlHTTP
import DockerConfiguration

extension RegistryClient {
    /// The names of all repositories, as the registry orders them.
    package func repositories() async throws(RegistryClientError) -> [String] {
        try await pages(from: "/v2/_catalog", of: "repositories", "list the repositories of \(address.host)")
    }

    /// The tags of a repository, as the registry orders them.
    package func tags(of repository: String) async throws(RegistryClientError) -> [String] {
        try await pages(from: "/v2/\(repository)/tags/list", of: "tags", "list the tags of \(repository)")
    }

    private func pages(from start: String, of member: String, _ what: String) async throws(RegistryClientError)
        -> [String]
    {
        var names: [String] = []
        var seen: Set<String> = []
        var target: String? = start
        while let current = target {
            guard seen.insert(current).inserted else {
                throw .unreadable(what: what, reason: "its pages never end")
            }
            let response = try await send(Request(what: what, target: current))
            guard let answer = try? JSONValue.parse(response.body) else {
                throw .unreadable(what: what, reason: "it is not JSON")
            }
            // A repository without tags may have null there.
            names += answer[member]?.array?.compactMap(\.string) ?? []
            target = RegistryClient.next(in: response)
        }
        return names
    }

    /// `</v2/…?last=…>; rel="next"`.
    private static func next(in response: HTTPResponse) -> String? {
        for link in response.headers.values(of: "Link") where link.contains("rel=\"next\"") || link.contains("rel=next")
        {
            guard let start = link.firstIndex(of: "<"), let end = link[start...].firstIndex(of: ">") else { continue }
            return String(link[link.index(after: start)..<end])
        }
        return nil
    }
}
