import AWSCore
import AWSProtocols
import Foundation

extension AWSSession {
    package func describeRepositories() async throws(AWSCallError) -> [String] {
        let answer = try await ecr("DescribeRepositories", [])
        guard let repositories = answer["repositories"]?.array else {
            throw .unreadableAnswer(operation: "DescribeRepositories", reason: "it has no list of repositories")
        }
        return repositories.compactMap { $0["repositoryName"]?.string }
    }

    package func describeRepositories(names: [String]) async throws(AWSCallError) -> [RepositoryDescription] {
        let operation = "DescribeRepositories"
        let answer = try await ecr(operation, [("repositoryNames", .list(names.map { .text($0) }))])
        guard let found = answer["repositories"]?.array else {
            throw .unreadableAnswer(operation: operation, reason: "it has no list of repositories")
        }
        var repositories: [RepositoryDescription] = []
        for value in found { repositories.append(try AWSSession.repository(value, operation)) }
        return repositories
    }

    package func createRepository(_ repository: NewRepository) async throws(AWSCallError) -> RepositoryDescription {
        var members: [(String, RequestValue)] = [("repositoryName", .text(repository.name))]
        if !repository.tags.isEmpty {
            let tags = repository.tags.map {
                RequestValue.members([("Key", .text($0.key)), ("Value", .text($0.value))])
            }
            members.append(("tags", .list(tags)))
        }
        if let mutability = repository.imageTagMutability {
            members.append(("imageTagMutability", .text(mutability)))
        }
        if let scans = repository.scansOnPush {
            members.append(("imageScanningConfiguration", .members([("scanOnPush", .flag(scans))])))
        }
        if let type = repository.encryptionType {
            let key = repository.kmsKey.map { [("kmsKey", RequestValue.text($0))] } ?? []
            members.append(("encryptionConfiguration", .members([("encryptionType", .text(type))] + key)))
        }
        let answer = try await ecr("CreateRepository", members)
        return try AWSSession.repository(answer["repository"] ?? .null, "CreateRepository")
    }

    package func deleteRepository(name: String, force: Bool) async throws(AWSCallError) {
        let flags: [(String, RequestValue)] = force ? [("force", .flag(true))] : []
        _ = try await ecr("DeleteRepository", [("repositoryName", .text(name))] + flags)
    }

    package func describeImages(repository: String) async throws(AWSCallError) -> [RepositoryImage] {
        var images: [RepositoryImage] = []
        var token: String?
        repeat {
            let page: [(String, RequestValue)] = token.map { [("nextToken", .text($0))] } ?? []
            let answer = try await ecr("DescribeImages", [("repositoryName", .text(repository))] + page)
            guard let details = answer["imageDetails"]?.array else {
                throw .unreadableAnswer(operation: "DescribeImages", reason: "it has no list of images")
            }
            images += details.compactMap { detail in
                guard let digest = detail["imageDigest"]?.string else { return nil }
                return RepositoryImage(
                    digest: digest,
                    tags: detail["imageTags"]?.array?.compactMap(\.string) ?? [],
                    sizeInBytes: detail["imageSizeInBytes"]?.integer,
                    pushedAt: detail["imagePushedAt"]?.number.map { Date(timeIntervalSince1970: $0) }
                )
            }
            token = try AWSSession.nextToken(answer, after: token, "DescribeImages")
        } while token != nil
        return images
    }

    /// - Parameter registryIDs: the account whose registry is named in the answer; none for the caller's.
    package func getAuthorizationToken(registryIDs: [String] = []) async throws(AWSCallError) -> AuthorizationToken {
        let ids: [(String, RequestValue)] =
            registryIDs.isEmpty ? [] : [("registryIds", .list(registryIDs.map { .text($0) }))]
        let answer = try await ecr("GetAuthorizationToken", ids)
        guard let data = answer["authorizationData"]?.array?.first,
            let token = data["authorizationToken"]?.string, let expiresAt = data["expiresAt"]?.number,
            let endpoint = data["proxyEndpoint"]?.string
        else {
            throw .unreadableAnswer(operation: "GetAuthorizationToken", reason: "it has no authorization data")
        }
        return AuthorizationToken(
            token: token,
            expiresAt: Date(timeIntervalSince1970: expiresAt),
            proxyEndpoint: endpoint
        )
    }

    /// The token of the page after this one.
    ///
    /// - Throws: where it is the one that this page was asked for with: the pages would never end.
    static func nextToken(
        _ answer: JSONValue,
        after token: String?,
        _ operation: String
    ) throws(AWSCallError) -> String? {
        guard let next = answer["nextToken"]?.string, !next.isEmpty else { return nil }
        guard next != token else {
            throw .unreadableAnswer(operation: operation, reason: "The same next token was received twice")
        }
        return next
    }

    private static func repository(_ value: JSONValue, _ operation: String) throws(AWSCallError)
        -> RepositoryDescription
    {
        guard let name = value["repositoryName"]?.string, let arn = value["repositoryArn"]?.string,
            let uri = value["repositoryUri"]?.string
        else {
            throw .unreadableAnswer(operation: operation, reason: "it names no repository")
        }
        return RepositoryDescription(name: name, arn: arn, uri: uri)
    }

    /// A call in AWS JSON 1.1.
    private func ecr(
        _ operation: String,
        _ members: [(String, RequestValue)]
    ) async throws(AWSCallError) -> JSONValue {
        let answer = try await caller.succeed(
            AWSCaller.Message(
                service: .ecr,
                operation: operation,
                headers: [
                    "X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921." + operation,
                    "Content-Type": AWSJSON.contentType,
                ],
                body: Array(RequestValue.members(members).json.utf8)
            )
        )
        return try AWSSession.json(answer, operation)
    }

    /// The JSON of an answer.
    static func json(_ answer: [UInt8], _ operation: String) throws(AWSCallError) -> JSONValue {
        do {
            return try JSONValue.parse(answer)
        } catch {
            throw .unreadableAnswer(operation: operation, reason: "it is not JSON")
        }
    }
}

/// A value of a request, its members in the order in which botocore sends them.
enum RequestValue {
    case text(String)
    case flag(Bool)
    case list([RequestValue])
    case members([(String, RequestValue)])

    /// JSON with spaces where botocore writes them.
    var json: String {
        switch self {
        case .text(let text): RequestValue.quoted(text)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let values): "[" + values.map(\.json).joined(separator: ", ") + "]"
        case .members(let members):
            "{" + members.map { "\(RequestValue.quoted($0.0)): \($0.1.json)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
    }
}
