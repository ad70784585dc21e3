package import AWSClient
import AWSCore
import AWSSignature

/// A session of the world's user, for commands that were recorded with one that no emulator knows.
package struct SessionStandIn: Sendable {
    private let pairs: [(recorded: String, real: String)]
    private let secret: String

    private struct Failure: Error {}

    private static let key = "ASIAIOSFODNN7EXAMPLE"
    private static let token = "FwoGZXIvYXdzEXAMPLETOKEN"

    /// Asks the emulator for it.
    package init(_ environment: ClientEnvironment) async throws {
        guard let key = AccessKeyID(ComparedWorld.accessKeyID) else { throw Failure() }
        let session = AWSSession(
            settings: AWSSettings(environment),
            credentials: AWSCredentials(accessKeyID: key, secretAccessKey: ComparedWorld.secretAccessKey),
            region: "us-east-1"
        )
        let credentials = try await session.getSessionToken().credentials
        secret = credentials.secretAccessKey
        pairs = [(Self.key, credentials.accessKeyID.value), (Self.token, credentials.sessionToken ?? "")]
    }

    /// A command line, or the value of a variable, with the real session. The recorded one has the secret of the user's
    /// key, which stays where it belongs to that.
    package func real(_ text: String, isOfSession: Bool? = nil) -> String {
        guard isOfSession ?? text.contains(Self.key) else { return text }
        let text = pairs.reduce(text) { $0.replacing($1.recorded, with: $1.real) }
        return text.replacing(ComparedWorld.secretAccessKey, with: secret)
    }

    package func real(_ variables: [String: String]) -> [String: String] {
        let isOfSession = variables.values.contains(Self.key)
        return variables.mapValues { real($0, isOfSession: isOfSession) }
    }

    /// What was shown, in the words of the record.
    package func recorded(_ text: String) -> String {
        let text = pairs.reduce(text) { $0.replacing($1.real, with: $1.recorded) }
        return text.replacing(secret, with: ComparedWorld.secretAccessKey)
    }
}
