import AWSClient
import AWSCore
import AWSSignature
import Foundation
import ServiceConnectors
import Synchronization

/// AWS that grants everything, and remembers what it was asked.
final class RecordingCalls: Sendable {
    private let state = Mutex<(calls: [String], endpoint: String)>(([], "123456789012.dkr.ecr.us-east-1.amazonaws.com"))

    var calls: [String] { state.withLock { $0.calls } }

    /// The host that GetAuthorizationToken names.
    var endpoint: String {
        get { state.withLock { $0.endpoint } }
        set { state.withLock { $0.endpoint = newValue } }
    }

    let expiration: Date

    init(expiration: Date) {
        self.expiration = expiration
    }

    var factory: AWSCallsFactory {
        { credentials, region, endpoint in
            Caller(recorder: self, who: "\(credentials.accessKeyID)@\(region)\(endpoint.map { " " + $0 } ?? "")")
        }
    }

    private func record(_ call: String) {
        state.withLock { $0.calls.append(call) }
    }

    private struct Caller: AWSCalls {
        let recorder: RecordingCalls
        let who: String

        private func grant(_ call: String) throws(AWSCallError) -> TemporaryCredentials {
            recorder.record("\(who) \(call)")
            guard let key = AccessKeyID("ASIATEMPORARY") else { throw .configuration("no key") }
            return TemporaryCredentials(
                credentials: AWSCredentials(accessKeyID: key, secretAccessKey: "s", sessionToken: "t"),
                expiration: recorder.expiration
            )
        }

        func getCallerIdentity() async throws(AWSCallError) -> CallerIdentity {
            recorder.record("\(who) GetCallerIdentity")
            return CallerIdentity(account: "123456789012", arn: "arn:aws:iam::123456789012:root", userID: "x")
        }

        func getSessionToken(durationSeconds: Int?) async throws(AWSCallError) -> TemporaryCredentials {
            try grant("GetSessionToken \(durationSeconds ?? 0)")
        }

        func assumeRole(
            roleARN: String,
            sessionName: String,
            durationSeconds: Int?,
            policy: String?,
            policyARNs: [String],
            externalID: String?
        ) async throws(AWSCallError) -> TemporaryCredentials {
            try grant("AssumeRole \(sessionName) \(durationSeconds ?? 0) \(policy ?? "-") \(policyARNs)")
        }

        func getFederationToken(
            name: String,
            durationSeconds: Int?,
            policy: String?,
            policyARNs: [String]
        ) async throws(AWSCallError) -> TemporaryCredentials {
            try grant("GetFederationToken \(name) \(durationSeconds ?? 0) \(policy == nil ? "-" : "policy")")
        }

        func describeRepositories() async throws(AWSCallError) -> [String] {
            recorder.record("\(who) DescribeRepositories")
            return ["one"]
        }

        func getAuthorizationToken(registryIDs: [String]) async throws(AWSCallError) -> AuthorizationToken {
            recorder.record("\(who) GetAuthorizationToken \(registryIDs)")
            return AuthorizationToken(
                token: Data("AWS:pass:word".utf8).base64EncodedString(),
                expiresAt: recorder.expiration,
                proxyEndpoint: "https://" + recorder.endpoint
            )
        }
    }
}
