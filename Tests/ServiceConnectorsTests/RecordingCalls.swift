import AWSClient
import AWSCore
import AWSSignature
import Foundation
import Synchronization

/// AWS that grants what it is not told to refuse, and remembers what it was asked.
final class RecordingCalls: Sendable {
    private struct State {
        var calls: [String] = []
        var endpoint = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
        var refused: Set<String> = []
        var empty: Set<String> = []
    }

    private let state = Mutex(State())
    let expiration: Date

    init(expiration: Date = Date(timeIntervalSince1970: 1_715_682_600)) {
        self.expiration = expiration
    }

    var calls: [String] { state.withLock { $0.calls } }

    /// The calls since this was last asked, without who makes them and without their arguments.
    func takeOperations() -> [String] {
        state.withLock { state in
            defer { state.calls = [] }
            return state.calls.map { call in call.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
        }
    }

    /// The host that GetAuthorizationToken names.
    var endpoint: String {
        get { state.withLock { $0.endpoint } }
        set { state.withLock { $0.endpoint = newValue } }
    }

    /// Operations that are denied.
    var refused: Set<String> {
        get { state.withLock { $0.refused } }
        set { state.withLock { $0.refused = newValue } }
    }

    /// Operations that list nothing.
    var empty: Set<String> {
        get { state.withLock { $0.empty } }
        set { state.withLock { $0.empty = newValue } }
    }

    var factory: AWSCallsFactory {
        { credentials, region, endpoint in
            let key = credentials?.accessKeyID.value ?? "nobody"
            return Caller(recorder: self, who: "\(key)@\(region)\(endpoint.map { "@" + $0 } ?? "")")
        }
    }

    private func record(_ who: String, _ operation: String, _ arguments: String = "") throws(AWSCallError) {
        let isRefused = state.withLock { state in
            state.calls.append("\(who) \(operation)\(arguments.isEmpty ? "" : " ")\(arguments)")
            return state.refused.contains(operation)
        }
        guard isRefused else { return }
        throw .service(code: "AccessDenied", operation: operation, message: "no", status: 403, reachedRetries: nil)
    }

    private struct Caller: AWSCalls {
        let recorder: RecordingCalls
        let who: String

        private func grant(_ operation: String, _ arguments: String) throws(AWSCallError) -> TemporaryCredentials {
            try recorder.record(who, operation, arguments)
            guard let key = AccessKeyID("ASIATEMPORARY") else { throw .configuration("no key") }
            return TemporaryCredentials(
                credentials: AWSCredentials(accessKeyID: key, secretAccessKey: "s", sessionToken: "t"),
                expiration: recorder.expiration
            )
        }

        private func names(_ operation: String, _ names: [String]) throws(AWSCallError) -> [String] {
            try recorder.record(who, operation)
            return recorder.empty.contains(operation) ? [] : names
        }

        func getCallerIdentity() async throws(AWSCallError) -> CallerIdentity {
            try recorder.record(who, "GetCallerIdentity")
            return CallerIdentity(account: "123456789012", arn: "arn:aws:iam::123456789012:root", userID: "x")
        }

        func getSessionToken(durationSeconds: Int?) async throws(AWSCallError) -> TemporaryCredentials {
            try grant("GetSessionToken", "\(durationSeconds ?? 0)")
        }

        func assumeRole(
            roleARN: String,
            sessionName: String,
            durationSeconds: Int?,
            policy: String?,
            policyARNs: [String],
            externalID: String?
        ) async throws(AWSCallError) -> TemporaryCredentials {
            try grant("AssumeRole", "\(sessionName) \(durationSeconds ?? 0) \(policy ?? "-") \(policyARNs)")
        }

        func assumeRoleWithWebIdentity(
            roleARN: String,
            sessionName: String,
            token: String
        ) async throws(AWSCallError) -> TemporaryCredentials {
            try grant("AssumeRoleWithWebIdentity", sessionName)
        }

        func getFederationToken(
            name: String,
            durationSeconds: Int?,
            policy: String?,
            policyARNs: [String]
        ) async throws(AWSCallError) -> TemporaryCredentials {
            try grant("GetFederationToken", "\(name) \(durationSeconds ?? 0) \(policy ?? "-") \(policyARNs)")
        }

        func describeRepositories() async throws(AWSCallError) -> [String] {
            try names("DescribeRepositories", ["one"])
        }

        func describeRepositories(names: [String]) async throws(AWSCallError) -> [RepositoryDescription] {
            try recorder.record(who, "DescribeRepositories", "\(names)")
            return names.map { RepositoryDescription(name: $0, arn: "arn:\($0)", uri: "uri/\($0)") }
        }

        func createRepository(_ repository: NewRepository) async throws(AWSCallError) -> RepositoryDescription {
            try recorder.record(who, "CreateRepository", repository.name)
            return RepositoryDescription(name: repository.name, arn: "arn", uri: "uri")
        }

        func deleteRepository(name: String, force: Bool) async throws(AWSCallError) {
            try recorder.record(who, "DeleteRepository", name)
        }

        func describeImages(repository: String) async throws(AWSCallError) -> [RepositoryImage] {
            try recorder.record(who, "DescribeImages", repository)
            return []
        }

        func getAuthorizationToken(registryIDs: [String]) async throws(AWSCallError) -> AuthorizationToken {
            try recorder.record(who, "GetAuthorizationToken", "\(registryIDs)")
            return AuthorizationToken(
                token: Data("AWS:pass:word".utf8).base64EncodedString(),
                expiresAt: recorder.expiration,
                proxyEndpoint: "https://" + recorder.endpoint
            )
        }

        func listBuckets() async throws(AWSCallError) -> [String] { try names("ListBuckets", ["demos", "data"]) }

        func headBucket(name: String) async throws(AWSCallError) {
            try recorder.record(who, "HeadBucket", name)
        }

        func listClusters() async throws(AWSCallError) -> [String] { try names("ListClusters", ["prod"]) }

        func describeCluster(name: String) async throws(AWSCallError) -> ClusterDescription {
            try recorder.record(who, "DescribeCluster", name)
            return ClusterDescription(
                name: name,
                arn: "arn:aws:eks:us-east-1:123456789012:cluster/\(name)",
                endpoint: "https://eks.example",
                certificateAuthority: "Q0E="
            )
        }
    }
}
