import AWSCore
package import AWSSignature
import Foundation

/// Where credentials and region come from, as botocore looks for them. The first place that holds credentials wins:
///
/// 1. `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, even when `AWS_PROFILE` is set;
/// 2. the profile's `role_arn`, with `source_profile` (chains of any length) or `credential_source`;
/// 3. a web identity token file, of variables or of the profile;
/// 4. the profile's SSO, as far as it needs no network: role credentials that the AWS CLI keeps;
/// 5. the profile in the shared credentials file;
/// 6. the profile's `credential_process`;
/// 7. the profile in the configuration file;
/// 8. the container's endpoint;
/// 9. the instance's metadata.
///
/// What botocore would also follow (`login_session`, codes of MFA devices, calls of IAM Identity Center) is refused with
/// a sentence where it would have been used, never passed over.
package struct CredentialChain: Sendable {
    let settings: AWSSettings
    /// Makes the calls of STS that are needed on the way.
    let calls: AWSCallsFactory
    /// Time that a `credential_process` has.
    let programTimeLimit: Duration

    var environment: ClientEnvironment { settings.environment }

    /// - Parameters:
    ///   - calls: makes the calls of STS that are needed on the way; nil for real ones.
    ///   - programTimeLimit: how long a `credential_process` may take.
    package init(
        _ settings: AWSSettings,
        calls: AWSCallsFactory? = nil,
        programTimeLimit: Duration = .seconds(60)
    ) {
        self.settings = settings
        self.calls = calls ?? AWSSession.factory(settings)
        self.programTimeLimit = programTimeLimit
    }

    /// `AWS_DEFAULT_REGION`, else the profile's `region`. `AWS_REGION` is not read, as in botocore.
    ///
    /// - Throws: also where `AWS_PROFILE` names a profile that does not exist.
    package func region() throws(CredentialError) -> String? {
        let profile: AWSConfiguration.Profile
        do throws(AWSConfigurationError) {
            profile = try settings.configuration().selectedProfile()
        } catch {
            throw .configuration(error)
        }
        return environment.variable("AWS_DEFAULT_REGION") ?? profile["region"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The credentials and the place that held them; nil where no place does.
    ///
    /// Programs are run and endpoints asked as far as the places before them hold nothing. A role at the end of a chain
    /// is not assumed; see ``resolve(_:)``.
    package func credentials() async throws(CredentialError) -> (credentials: DiscoveredCredentials, source: String)? {
        if !settings.hasExplicitProfile, let found = try environmentCredentials() {
            return (DiscoveredCredentials(found), "environment variables")
        }
        let configuration = try configuration()
        let name = configuration.selectedProfileName ?? "default"
        if let profile = configuration.profiles[name], profile.assumesRole {
            return (.role(try await role(of: name, in: configuration, visited: [name])), "role of profile \(name)")
        }
        if let found = try await profileCredentials(
            name,
            in: configuration,
            readsVariables: !settings.hasExplicitProfile
        ) {
            return (DiscoveredCredentials(found.credentials), found.source)
        }
        if let found = try await containerCredentials() {
            return (DiscoveredCredentials(found), "container endpoint")
        }
        if let found = try await InstanceMetadata(settings).credentials() {
            return (DiscoveredCredentials(found), "instance metadata")
        }
        return nil
    }

    /// Credentials that can sign: a role is assumed for them.
    package func resolve(_ found: DiscoveredCredentials) async throws(CredentialError) -> AWSCredentials {
        switch found {
        case .longLived(let credentials), .temporary(let credentials): credentials
        case .role(let role): try await assume(role)
        }
    }

    func configuration() throws(CredentialError) -> AWSConfiguration {
        do throws(AWSConfigurationError) {
            return try settings.configuration()
        } catch {
            throw .configuration(error)
        }
    }

    func environmentCredentials() throws(CredentialError) -> AWSCredentials? {
        guard let key = environment.variable("AWS_ACCESS_KEY_ID") else { return nil }
        guard let secret = environment.variable("AWS_SECRET_ACCESS_KEY") else {
            throw .partial(provider: "env", missing: "AWS_SECRET_ACCESS_KEY")
        }
        let token = environment.variable("AWS_SECURITY_TOKEN") ?? environment.variable("AWS_SESSION_TOKEN")
        return try CredentialChain.credentials(key, secret, token, source: "AWS_ACCESS_KEY_ID")
    }

    /// The providers that belong to a profile, in botocore's order.
    ///
    /// - Parameter readsVariables: whether the variables of a web identity count as the profile's.
    func profileCredentials(
        _ name: String,
        in configuration: AWSConfiguration,
        readsVariables: Bool
    ) async throws(CredentialError) -> (credentials: AWSCredentials, source: String)? {
        let profile = configuration.profiles[name] ?? AWSConfiguration.Profile()
        if let found = try await webIdentityCredentials(profile, readsVariables: readsVariables) {
            return (found, "web identity token of profile \(name)")
        }
        if let found = try ssoCredentials(name, in: configuration) {
            return (found, "SSO session of profile \(name)")
        }
        if let own = configuration.credentialsProfiles[name],
            let found = try CredentialChain.keys(of: own, provider: "shared-credentials-file", profile: name)
        {
            return (found, "shared credentials file, profile \(name)")
        }
        if profile["login_session"] != nil {
            throw .unsupported("The profile \"\(name)\" uses login_session, which is not supported")
        }
        if let command = profile["credential_process"] {
            return (try await processCredentials(command), "credential_process of profile \(name)")
        }
        if let own = configuration.configProfiles[name],
            let found = try CredentialChain.keys(of: own, provider: "config-file", profile: name)
        {
            return (found, "configuration file, profile \(name)")
        }
        return nil
    }

    /// The static keys of one profile of one file.
    static func keys(
        of profile: AWSConfiguration.Profile,
        provider: String,
        profile name: String
    ) throws(CredentialError) -> AWSCredentials? {
        guard let key = profile["aws_access_key_id"] else { return nil }
        guard let secret = profile["aws_secret_access_key"] else {
            throw .partial(provider: provider, missing: "aws_secret_access_key")
        }
        let token = profile["aws_security_token"] ?? profile["aws_session_token"]
        return try credentials(key, secret, token, source: "aws_access_key_id of the profile \"\(name)\"")
    }

    /// Credentials of their texts.
    ///
    /// - Parameter source: where the access key ID stands, for the error about it.
    static func credentials(
        _ key: String,
        _ secret: String,
        _ token: String?,
        source: String
    ) throws(CredentialError) -> AWSCredentials {
        guard let id = AccessKeyID(key) else {
            throw .invalid("\(source) is not an access key ID: it takes 1 to 128 visible characters without / , =")
        }
        return AWSCredentials(
            accessKeyID: id,
            secretAccessKey: secret,
            sessionToken: token.flatMap { $0.isEmpty ? nil : $0 }
        )
    }
}

extension AWSConfiguration.Profile {
    /// Whether botocore's assume-role provider takes this profile.
    var assumesRole: Bool { self["role_arn"] != nil && self["web_identity_token_file"] == nil }

    var hasStaticKeys: Bool { self["aws_access_key_id"] != nil || self["aws_secret_access_key"] != nil }
}
