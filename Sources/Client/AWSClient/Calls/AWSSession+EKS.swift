import AWSProtocols

extension AWSSession {
    package func listClusters() async throws(AWSCallError) -> [String] {
        let operation = "ListClusters"
        var clusters: [String] = []
        var token: String?
        repeat {
            let answer = try await eks(
                operation,
                path: "clusters",
                query: token.map { QueryParameters.encode([("nextToken", $0)]) } ?? ""
            )
            guard let names = answer["clusters"]?.array else {
                throw .unreadableAnswer(operation: operation, reason: "it has no list of clusters")
            }
            clusters += names.compactMap(\.string)
            token = try AWSSession.nextToken(answer, after: token, operation)
        } while token != nil
        return clusters
    }

    package func describeCluster(name: String) async throws(AWSCallError) -> ClusterDescription {
        let operation = "DescribeCluster"
        // A query's encoding without its name is a path segment's.
        let segment = QueryParameters.encode([("", name)]).dropFirst()
        let answer = try await eks(operation, path: "clusters/" + segment)
        guard let cluster = answer["cluster"], let name = cluster["name"]?.string, let arn = cluster["arn"]?.string,
            let endpoint = cluster["endpoint"]?.string,
            let authority = cluster["certificateAuthority"]?["data"]?.string
        else {
            throw .unreadableAnswer(operation: operation, reason: "it has no whole cluster")
        }
        return ClusterDescription(name: name, arn: arn, endpoint: endpoint, certificateAuthority: authority)
    }

    private func eks(_ operation: String, path: String, query: String = "") async throws(AWSCallError) -> JSONValue {
        let answer = try await caller.succeed(
            AWSCaller.Message(service: .eks, operation: operation, method: "GET", path: path, query: query)
        )
        return try AWSSession.json(answer, operation)
    }
}
