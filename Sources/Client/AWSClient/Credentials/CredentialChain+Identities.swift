import AWSProtocols
import AWSSignature
import Cryptography
import Determinism
import Foundation

/// Credentials for a token of an identity provider's.
extension CredentialChain {
    /// Exchanges the token in a file (STS AssumeRoleWithWebIdentity); nil where no file is named.
    func webIdentityCredentials(
        _ profile: AWSConfiguration.Profile,
        readsVariables: Bool
    ) async throws(CredentialError) -> AWSCredentials? {
        func setting(_ name: String, _ variable: String) -> String? {
            (readsVariables ? environment.variable(variable) : nil) ?? profile[name]
        }
        guard let file = setting("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE"), !file.isEmpty else {
            return nil
        }
        guard let role = setting("role_arn", "AWS_ROLE_ARN"), !role.isEmpty else {
            throw .invalid(
                "The provided profile or the current environment is configured to assume role with web identity but has "
                    + "no role ARN configured. Ensure that the profile has the role_arn configuration set or the "
                    + "AWS_ROLE_ARN env var is set."
            )
        }
        let path = file.hasPrefix("/") ? file : environment.workingDirectory + "/" + file
        guard let data = FileManager.default.contents(atPath: path), let token = String(data: data, encoding: .utf8)
        else {
            throw .retrieval(
                provider: "assume-role-with-web-identity",
                reason: "the token file '\(file)' cannot be read"
            )
        }
        let region = try region() ?? CredentialChain.globalRegion
        do throws(AWSCallError) {
            return try await calls(nil, region, nil).assumeRoleWithWebIdentity(
                roleARN: role,
                sessionName: setting("role_session_name", "AWS_ROLE_SESSION_NAME") ?? standardSessionName,
                // A file that was written by an editor or a shell ends in a newline, which no token holds.
                token: token.trimmed
            ).credentials
        } catch {
            throw .call(error.description)
        }
    }

    /// Role credentials of IAM Identity Center that the AWS CLI keeps, where they still hold; nil for a profile without
    /// SSO.
    func ssoCredentials(
        _ name: String,
        in configuration: AWSConfiguration
    ) throws(CredentialError) -> AWSCredentials? {
        guard let sso = try SSOProfile(name, in: configuration) else { return nil }
        let cached = environment.path("~/.aws/cli/cache/\(sso.credentialsKey).json")
        if let kept = CachedCredentials(path: cached), kept.isValid(at: environment.clock.now) {
            return try CredentialChain.credentials(kept.key, kept.secret, kept.token, source: "'\(cached)'")
        }
        let session = environment.path("~/.aws/sso/cache/\(sso.tokenKey).json")
        guard let data = FileManager.default.contents(atPath: session) else {
            throw .invalid("Error loading SSO Token: Token for \(sso.tokenName) does not exist")
        }
        let token = try? JSONValue.parse(Array(data))
        guard token?["accessToken"]?.string != nil, let end = token?["expiresAt"]?.string else {
            throw .invalid("Error loading SSO Token: Token for \(sso.tokenName) is invalid")
        }
        guard let end = AWSTimestamp.date(end), end > environment.clock.now else {
            throw .invalid(
                "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO "
                    + "session run aws sso login with the corresponding profile."
            )
        }
        throw .unsupported(
            "The profile \"\(name)\" uses SSO, and the AWS CLI keeps no role credentials for it that still hold; asking "
                + "IAM Identity Center for them is not supported: run a command of the AWS CLI with the profile, which "
                + "keeps them in ~/.aws/cli/cache"
        )
    }
}

/// What a profile says of IAM Identity Center.
private struct SSOProfile {
    let role: String
    let account: String
    let startURL: String
    let session: String?

    /// Nil for a profile that names neither role nor account.
    init?(_ name: String, in configuration: AWSConfiguration) throws(CredentialError) {
        var profile = configuration.profiles[name] ?? AWSConfiguration.Profile()
        guard profile["sso_role_name"] != nil || profile["sso_account_id"] != nil else { return nil }
        session = profile["sso_session"]
        if let session {
            guard let section = configuration.ssoSessions[session] else {
                throw .invalid("The specified sso-session does not exist: \"\(session)\"")
            }
            for (setting, value) in section.values.sorted(by: { $0.key < $1.key }) {
                if let own = profile[setting], own != value {
                    throw .invalid(
                        "The value for \(setting) is inconsistent between profile (\(own)) and sso-session (\(value))."
                    )
                }
                profile.values[setting] = value
            }
        }
        let missing = ["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"].filter { profile[$0] == nil }
        guard let role = profile["sso_role_name"], let account = profile["sso_account_id"],
            let startURL = profile["sso_start_url"], missing.isEmpty
        else {
            throw .invalid(
                "The profile \"\(name)\" is configured to use SSO but is missing required configuration: "
                    + missing.joined(separator: ", ")
            )
        }
        (self.role, self.account, self.startURL) = (role, account, startURL)
    }

    /// What the session's token is kept under.
    var tokenName: String { session ?? startURL }
    var tokenKey: String { SSOProfile.hash(tokenName) }

    /// What the role's credentials are kept under: the hash of the same JSON as the AWS CLI's.
    var credentialsKey: String {
        func quoted(_ text: String) -> String {
            String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
        }
        let place = session.map { "\"sessionName\":\(quoted($0))" } ?? "\"startUrl\":\(quoted(startURL))"
        return SSOProfile.hash("{\"accountId\":\(quoted(account)),\"roleName\":\(quoted(role)),\(place)}")
    }

    private static func hash(_ text: String) -> String { Hex.encode(SHA1.digest(Array(text.utf8))) }
}

/// Credentials in a file of the AWS CLI's.
private struct CachedCredentials {
    let key: String
    let secret: String
    let token: String
    private let end: Date

    /// How long before their end credentials are not used any more, in seconds.
    private static let margin = 900.0

    init?(path: String) {
        guard let data = FileManager.default.contents(atPath: path), let file = try? JSONValue.parse(Array(data)),
            let found = file["Credentials"], let key = found["AccessKeyId"]?.string,
            let secret = found["SecretAccessKey"]?.string, let token = found["SessionToken"]?.string,
            let end = found["Expiration"]?.string.flatMap(AWSTimestamp.date)
        else { return nil }
        (self.key, self.secret, self.token, self.end) = (key, secret, token, end)
    }

    func isValid(at now: Date) -> Bool { end.addingTimeInterval(-CachedCredentials.margin) > now }
}
