import AWSClient
import AWSCore
import AWSSignature
import CurlHTTP
import Determinism
import Foundation
import ServiceConnectors
import Synchronization

/// AWS as the recorded transcripts had it: account 715803424590, repositories in us-east-1 only, and whatever refusals
/// a test asks for. It records the calls in the transcripts' form.
final class ScriptedAWS: Sendable {
    /// What every call or some calls meet.
    enum Trouble: Sendable, Equatable {
        /// `service:Action` is denied to user alice.
        case denied(String)
        case unknownKey
        case wrongSecret
        case expiredToken
        /// No answer comes, in this way.
        case transport(TransportError.Kind)
    }

    static let account = "715803424590"

    let clock: WorldClock
    private let state = Mutex<(trouble: Trouble?, calls: [String], roles: Int)>((nil, [], 0))
    private let event = Mutex<(@Sendable () async -> Void)?>(nil)

    init(clock: WorldClock) {
        self.clock = clock
    }

    var trouble: Trouble? {
        get { state.withLock { $0.trouble } }
        set { state.withLock { $0.trouble = newValue } }
    }

    /// Lets something happen once, before the next DescribeRepositories is answered.
    func meanwhile(_ event: @escaping @Sendable () async -> Void) {
        self.event.withLock { $0 = event }
    }

    fileprivate func happen() async {
        let event = event.withLock { event in
            defer { event = nil }
            return event
        }
        await event?()
    }

    /// The calls since this was last asked, as `sts:GetSessionToken us-east-1 key=AKIA… Action=…`.
    func takeCalls() -> [String] {
        state.withLock { state in
            defer { state.calls = [] }
            return state.calls
        }
    }

    var factory: AWSCallsFactory {
        { credentials, region, _ in ScriptedCalls(aws: self, credentials: credentials, region: region) }
    }

    fileprivate func record(_ call: String) {
        state.withLock { $0.calls.append(call) }
    }

    fileprivate func nextRoleKey() -> String {
        state.withLock { state in
            state.roles += 1
            return "ASIA2NKJVO5HROLE" + String(1000 + state.roles)
        }
    }
}

private struct ScriptedCalls: AWSCalls {
    let aws: ScriptedAWS
    let credentials: AWSCredentials?
    let region: String

    private static let user = "arn:aws:iam::715803424590:user/alice"

    func getCallerIdentity() async throws(AWSCallError) -> CallerIdentity {
        try sts("GetCallerIdentity", [], resource: "*")
        return CallerIdentity(account: ScriptedAWS.account, arn: Self.user, userID: "AIDAEXAMPLE")
    }

    func getSessionToken(durationSeconds: Int?) async throws(AWSCallError) -> TemporaryCredentials {
        try sts("GetSessionToken", [("DurationSeconds", durationSeconds.map(String.init))], resource: "*")
        return try temporary("AKIAIOSFODNN7EXAMPLE", durationSeconds)
    }

    func assumeRole(
        roleARN: String,
        sessionName: String,
        durationSeconds: Int?,
        policy: String?,
        policyARNs: [String],
        externalID: String?
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try sts(
            "AssumeRole",
            [
                ("RoleArn", roleARN), ("RoleSessionName", sessionName),
                ("DurationSeconds", durationSeconds.map(String.init)), ("Policy", policy),
            ],
            resource: roleARN
        )
        return try temporary(aws.nextRoleKey(), durationSeconds)
    }

    func assumeRoleWithWebIdentity(
        roleARN: String,
        sessionName: String,
        token: String
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try sts(
            "AssumeRoleWithWebIdentity",
            [("RoleArn", roleARN), ("RoleSessionName", sessionName), ("WebIdentityToken", token)],
            resource: roleARN
        )
        return try temporary(aws.nextRoleKey(), nil)
    }

    func getFederationToken(
        name: String,
        durationSeconds: Int?,
        policy: String?,
        policyARNs: [String]
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try sts(
            "GetFederationToken",
            [("Name", name), ("DurationSeconds", durationSeconds.map(String.init)), ("Policy", policy)],
            resource: "arn:aws:sts::\(ScriptedAWS.account):federated-user/\(name)"
        )
        return try temporary("AKIAIOSFODNN7EXAMPLE", durationSeconds)
    }

    func describeRepositories() async throws(AWSCallError) -> [String] {
        await aws.happen()
        try ecr("DescribeRepositories", "{}", resource: "arn:aws:ecr:\(region):\(ScriptedAWS.account):repository/*")
        return region == "us-east-1" ? ["zenml", "team/app"] : []
    }

    func describeRepositories(names: [String]) async throws(AWSCallError) -> [RepositoryDescription] {
        let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
        try ecr("DescribeRepositories", "{\"repositoryNames\": [\(list)]}", resource: arn("*"))
        for name in names where region != "us-east-1" || !["zenml", "team/app"].contains(name) {
            throw .service(
                code: "RepositoryNotFoundException",
                operation: "DescribeRepositories",
                message:
                    "The repository with name '\(name)' does not exist in the registry with id '\(ScriptedAWS.account)'",
                status: 400,
                reachedRetries: nil
            )
        }
        return names.map(repository)
    }

    func createRepository(_ new: NewRepository) async throws(AWSCallError) -> RepositoryDescription {
        try ecr("CreateRepository", "{\"repositoryName\": \"\(new.name)\"}", resource: arn(new.name))
        return repository(new.name)
    }

    func deleteRepository(name: String, force: Bool) async throws(AWSCallError) {
        try ecr("DeleteRepository", "{\"repositoryName\": \"\(name)\"}", resource: arn(name))
    }

    func describeImages(repository: String) async throws(AWSCallError) -> [RepositoryImage] {
        try ecr("DescribeImages", "{\"repositoryName\": \"\(repository)\"}", resource: arn(repository))
        return []
    }

    func listBuckets() async throws(AWSCallError) -> [String] {
        try call("s3", "GET /", "", denial: "AccessDenied", "")
        return ["zenml-demos", "zenml-public-datasets"]
    }

    func headBucket(name: String) async throws(AWSCallError) {
        try call("s3", "HEAD /\(name)", "", denial: "403", "")
        guard !["zenml-demos", "zenml-public-datasets"].contains(name) else { return }
        throw .service(code: "404", operation: "HeadBucket", message: "Not Found", status: 404, reachedRetries: nil)
    }

    func listClusters() async throws(AWSCallError) -> [String] {
        try call("eks", "GET /clusters", "", denial: "AccessDeniedException", "")
        return region == "us-east-1" ? ["zenhacks-cluster"] : []
    }

    func describeCluster(name: String) async throws(AWSCallError) -> ClusterDescription {
        try call("eks", "GET /clusters/\(name)", "", denial: "AccessDeniedException", "")
        guard region == "us-east-1", name == "zenhacks-cluster" else {
            throw .service(
                code: "ResourceNotFoundException",
                operation: "DescribeCluster",
                message: "No cluster found for name: \(name).",
                status: 404,
                reachedRetries: nil
            )
        }
        return ClusterDescription(
            name: name,
            arn: "arn:aws:eks:\(region):\(ScriptedAWS.account):cluster/\(name)",
            endpoint: "https://eks.example",
            certificateAuthority: "Q0E="
        )
    }

    private func arn(_ repository: String) -> String {
        "arn:aws:ecr:\(region):\(ScriptedAWS.account):repository/\(repository)"
    }

    private func repository(_ name: String) -> RepositoryDescription {
        RepositoryDescription(
            name: name,
            arn: arn(name),
            uri: "\(ScriptedAWS.account).dkr.ecr.\(region).amazonaws.com/\(name)"
        )
    }

    func getAuthorizationToken(registryIDs: [String]) async throws(AWSCallError) -> AuthorizationToken {
        let ids = registryIDs.map { "\"\($0)\"" }.joined(separator: ", ")
        try ecr("GetAuthorizationToken", "{\"registryIds\": [\(ids)]}", resource: "*")
        return AuthorizationToken(
            token: Data("AWS:a password".utf8).base64EncodedString(),
            expiresAt: aws.clock.now.addingTimeInterval(43_200),
            proxyEndpoint: "https://\(ScriptedAWS.account).dkr.ecr.\(region).amazonaws.com"
        )
    }

    private func temporary(_ key: String, _ seconds: Int?) throws(AWSCallError) -> TemporaryCredentials {
        guard let id = AccessKeyID(key) else { throw .configuration("'\(key)' is not an access key ID") }
        return TemporaryCredentials(
            credentials: AWSCredentials(
                accessKeyID: id,
                secretAccessKey: "temporary",
                sessionToken: "token"
            ),
            expiration: aws.clock.now.addingTimeInterval(Double(seconds ?? 3600))
        )
    }

    private func sts(
        _ action: String,
        _ parameters: [(String, String?)],
        resource: String
    ) throws(AWSCallError) {
        let all =
            [("Action", action), ("Version", "2011-06-15")]
            + parameters.compactMap { pair in
                pair.1.map { (pair.0, $0) }
            }
        let body = all.map { "\($0)=\(Self.formEncoded($1))" }.joined(separator: "&")
        try call("sts", action, body, denial: "AccessDenied", " on resource: \(resource)")
    }

    private func ecr(_ action: String, _ body: String, resource: String) throws(AWSCallError) {
        let why = " on resource: \(resource) because no identity-based policy allows the ecr:\(action) action"
        try call("ecr", action, body, denial: "AccessDeniedException", why)
    }

    private func call(
        _ service: String,
        _ action: String,
        _ body: String,
        denial code: String,
        _ why: String
    ) throws(AWSCallError) {
        let token = credentials?.sessionToken == nil ? "" : " +token"
        let key = credentials?.accessKeyID.value ?? "-"
        aws.record("\(service):\(action) \(region) key=\(key)\(token) \(body)")
        func refusal(_ code: String, _ message: String) -> AWSCallError {
            .service(code: code, operation: action, message: message, status: 403, reachedRetries: nil)
        }
        switch aws.trouble {
        case .denied("\(service):\(action)"):
            throw refusal(code, "User: \(Self.user) is not authorized to perform: \(service):\(action)\(why)")
        case .unknownKey:
            throw refusal("InvalidClientTokenId", "The security token included in the request is invalid.")
        case .wrongSecret:
            throw refusal(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details."
            )
        case .expiredToken:
            throw refusal("ExpiredToken", "The security token included in the request is expired")
        case .transport(let kind):
            let url = "http://127.0.0.1:9/"
            throw .transport(url: url, TransportError(kind: kind, url: url, detail: "refused"))
        case .denied, nil:
            return
        }
    }

    /// As Python's `urlencode` writes a value.
    private static func formEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte.isWordCharacter || byte == 0x2D || byte == 0x2E || byte == 0x7E
            if isPlain { return String(UnicodeScalar(byte)) }
            return byte == 0x20
                ? "+" : "%" + String(byte >> 4, radix: 16).uppercased() + String(byte & 15, radix: 16).uppercased()
        }.joined()
    }
}
