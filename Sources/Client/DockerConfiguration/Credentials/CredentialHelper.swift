import AWSClient

/// A program `docker-credential-NAME` that keeps passwords for docker, and the protocol that it is spoken to in
/// (docker/docker-credential-helpers).
struct CredentialHelper {
    /// `NAME`, as `credsStore` and `credHelpers` have it.
    let name: String
    let environment: ClientEnvironment
    /// Time that the helper has for its answer.
    let timeLimit: Duration

    /// The user name that stands before a token.
    private static let tokenUser = "<token>"
    /// What helpers print where they have no password for a registry.
    private static let notFound = "credentials not found in native keychain"

    private var program: String { "docker-credential-" + name }

    /// Gives the helper a password to keep.
    ///
    /// - Throws: ``DockerConfigurationError/helper(name:reason:)`` for a helper that is not there, fails or takes too
    ///   long.
    func store(registry: String, username: String, password: String) async throws(DockerConfigurationError) {
        var message = RawJSON.empty
        message.set("ServerURL", .string(registry))
        message.set("Username", .string(username))
        message.set("Secret", .string(password))
        let outcome = try await run("store", input: message.serialized())
        guard outcome.isSuccess else {
            throw failure(
                CredentialHelper.said(outcome).replacing(password, with: "[HIDDEN]") + CredentialHelper.unstored
            )
        }
    }

    /// Takes the password of a registry out of the helper.
    func erase(registry: String) async throws(DockerConfigurationError) {
        let outcome = try await run("erase", input: registry)
        guard outcome.isSuccess else { throw failure(CredentialHelper.said(outcome)) }
    }

    /// What the helper keeps for a registry; nil where it has nothing.
    func get(registry: String) async throws(DockerConfigurationError) -> RegistryCredentials? {
        let outcome = try await run("get", input: registry)
        guard outcome.isSuccess else {
            let said = CredentialHelper.said(outcome)
            if said == CredentialHelper.notFound { return nil }
            throw failure(said)
        }
        // An answer that cannot be read is not quoted: it may hold the password.
        guard let answer = try? RawJSON(parsing: outcome.output), let secret = answer["Secret"]?.text else {
            throw failure("its answer to 'get' is not a JSON object with a Secret")
        }
        let username = answer["Username"]?.text ?? ""
        guard !secret.isEmpty || !username.isEmpty else { return nil }
        return username == CredentialHelper.tokenUser
            ? .identityToken(secret) : .password(username: username, password: secret)
    }

    /// The registries that the helper keeps something for, as it calls them.
    func list() async throws(DockerConfigurationError) -> [String] {
        let outcome = try await run("list", input: "")
        guard outcome.isSuccess else { throw failure(CredentialHelper.said(outcome)) }
        guard case .object(let members)? = try? RawJSON(parsing: outcome.output) else {
            throw failure("its answer to 'list' is not a JSON object")
        }
        return members.map(\.name)
    }

    private func run(_ verb: String, input: String) async throws(DockerConfigurationError) -> ExternalProgram.Outcome {
        let consequence = verb == "store" ? CredentialHelper.unstored : ""
        // The name comes from a file and must not lead elsewhere.
        guard !name.isEmpty, !name.contains("/"), !name.contains("\0") else {
            throw failure("its name may not be empty or hold a slash" + consequence)
        }
        do throws(ExternalProgram.Failure) {
            return try await ExternalProgram(name: program, environment: environment, timeLimit: timeLimit)
                .run([verb], input: Array(input.utf8))
        } catch {
            switch error {
            case .notFound: throw failure("it is not in PATH" + consequence)
            case .notRun: throw failure("it could not be run" + consequence)
            case .tooSlow(let limit): throw failure("it gave no answer within \(limit)" + consequence)
            }
        }
    }

    private static let unstored = "; the password was not stored"

    /// The first line that a helper printed: helpers say on standard output what is wrong.
    private static func said(_ outcome: ExternalProgram.Outcome) -> String {
        let lines = (outcome.output + "\n" + outcome.error).split(whereSeparator: \.isNewline)
        return lines.first { $0.contains { !$0.isWhitespace } }.map(String.init) ?? "it said nothing"
    }

    private func failure(_ reason: String) -> DockerConfigurationError { .helper(name: program, reason: reason) }
}
