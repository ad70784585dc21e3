import AWSCore
import AWSProtocols
import AWSSignature
import Foundation

extension AWSSession {
    package func getCallerIdentity() async throws(AWSCallError) -> CallerIdentity {
        let result = try await sts("GetCallerIdentity", [])
        guard let account = result["Account"]?.text, let arn = result["Arn"]?.text,
            let userID = result["UserId"]?.text
        else {
            throw .unreadableAnswer(operation: "GetCallerIdentity", reason: "it names no Account, Arn or UserId")
        }
        return CallerIdentity(account: account, arn: arn, userID: userID)
    }

    package func getSessionToken(durationSeconds: Int? = nil) async throws(AWSCallError) -> TemporaryCredentials {
        try await temporary("GetSessionToken", [("DurationSeconds", durationSeconds.map(String.init))])
    }

    /// - Parameters:
    ///   - policy: a session policy as JSON text.
    ///   - policyARNs: managed policies that serve as session policies.
    package func assumeRole(
        roleARN: String,
        sessionName: String,
        durationSeconds: Int? = nil,
        policy: String? = nil,
        policyARNs: [String] = [],
        externalID: String? = nil
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try await temporary(
            "AssumeRole",
            [
                ("RoleArn", roleARN), ("RoleSessionName", sessionName), ("ExternalId", externalID),
                ("DurationSeconds", durationSeconds.map(String.init)), ("Policy", policy),
            ] + AWSSession.list(policyARNs)
        )
    }

    package func assumeRoleWithWebIdentity(
        roleARN: String,
        sessionName: String,
        token: String
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try await AWSSession(settings: caller.settings, credentials: nil, region: caller.region).temporary(
            "AssumeRoleWithWebIdentity",
            [("RoleArn", roleARN), ("RoleSessionName", sessionName), ("WebIdentityToken", token)]
        )
    }

    /// See ``assumeRole(roleARN:sessionName:durationSeconds:policy:policyARNs:externalID:)``.
    package func getFederationToken(
        name: String,
        durationSeconds: Int? = nil,
        policy: String? = nil,
        policyARNs: [String] = []
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try await temporary(
            "GetFederationToken",
            [
                ("Name", name), ("DurationSeconds", durationSeconds.map(String.init)), ("Policy", policy),
            ] + AWSSession.list(policyARNs)
        )
    }

    /// `PolicyArns.member.N.arn`.
    private static func list(_ policyARNs: [String]) -> [(String, String?)] {
        policyARNs.enumerated().map { ("PolicyArns.member.\($0.offset + 1).arn", $0.element) }
    }

    /// A call that returns credentials.
    private func temporary(
        _ operation: String,
        _ parameters: [(String, String?)]
    ) async throws(AWSCallError) -> TemporaryCredentials {
        let result = try await sts(operation, parameters)
        guard let found = result["Credentials"],
            let key = found["AccessKeyId"]?.text, let id = AccessKeyID(key),
            let secret = found["SecretAccessKey"]?.text, let token = found["SessionToken"]?.text,
            let end = found["Expiration"]?.text.flatMap(AWSTimestamp.date)
        else {
            throw .unreadableAnswer(operation: operation, reason: "it has no complete credentials")
        }
        return TemporaryCredentials(
            credentials: AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token),
            expiration: end
        )
    }

    /// A call in the Query protocol.
    ///
    /// - Parameter parameters: in the order in which they are sent; those without a value are left out.
    /// - Returns: the element `OPERATIONResult`.
    private func sts(_ operation: String, _ parameters: [(String, String?)]) async throws(AWSCallError) -> XMLNode {
        let fixed: [(String, String)] = [("Action", operation), ("Version", "2011-06-15")]
        let pairs = fixed + parameters.compactMap { name, value in value.map { (name, $0) } }
        let answer = try await caller.succeed(
            AWSCaller.Message(
                service: .sts,
                operation: operation,
                headers: ["Content-Type": AWSQuery.formContentType],
                // As botocore writes spaces; a percent sign of a value itself became %25.
                body: Array(QueryParameters.encode(pairs).replacing("%20", with: "+").utf8)
            )
        )
        do {
            let document = try AWSQuery.parse(answer)
            guard let result = document[operation + "Result"] else {
                throw AWSCallError.unreadableAnswer(operation: operation, reason: "it has no \(operation)Result")
            }
            return result
        } catch let error as AWSCallError {
            throw error
        } catch {
            throw .unreadableAnswer(operation: operation, reason: "it is not the XML of a result")
        }
    }
}

/// Times as services and caches write them.
enum AWSTimestamp {
    /// `2026-01-31T12:00:00Z`, also with a fraction of a second, which is dropped, and with `UTC` or `+00:00` for `Z`.
    static func date(_ text: String) -> Date? {
        var text = text
        for zone in ["UTC", "+00:00"] where text.hasSuffix(zone) { text = text.dropLast(zone.count) + "Z" }
        guard let dot = text.firstIndex(of: "."), text.hasSuffix("Z") else { return AWSDate.parseExtended(text) }
        return AWSDate.parseExtended(text[..<dot] + "Z")
    }
}
