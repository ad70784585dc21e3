import AWSCore
import AWSSignature

/// Where credentials and region come from, as botocore looks for them. The first place that holds credentials wins:
///
/// 1. `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, even when `AWS_PROFILE` is set;
/// 2. the profile's `role_arn` with `source_profile`;
/// 3. the profile in the shared credentials file;
/// 4. the profile in the configuration file.
///
/// What botocore would also follow (web identity, SSO, `credential_process`, container credentials) is refused with a
/// sentence where it would have been used, never passed over. Instance metadata is not asked.
package struct CredentialChain: Sendable {
    private let environment: ClientEnvironment

    package init(_ environment: ClientEnvironment) {
        self.environment = environment
    }

    /// Region first, then credentials, so that an error about the profile comes before one about its keys.
    package func discover() throws(CredentialError) -> Discovery {
        let region = try region()
        let found = try credentials()
        return Discovery(credentials: found?.credentials, region: region, source: found?.source ?? "nowhere")
    }

    /// `AWS_DEFAULT_REGION`, else the profile's `region`. `AWS_REGION` is not read, as in botocore.
    ///
    /// - Throws: also where `AWS_PROFILE` names a profile that does not exist.
    package func region() throws(CredentialError) -> String? {
        let configuration = try configuration()
        let profile: AWSConfiguration.Profile
        do throws(AWSConfigurationError) {
            profile = try configuration.selectedProfile()
        } catch {
            throw .configuration(error)
        }
        return environment.variable("AWS_DEFAULT_REGION") ?? profile["region"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The credentials and the place that held them; nil where no place does.
    package func credentials() throws(CredentialError) -> (credentials: DiscoveredCredentials, source: String)? {
        if let found = try environmentCredentials() {
            return (found, "environment variables")
        }
        let configuration = try configuration()
        let name = configuration.selectedProfileName ?? "default"
        let profile = configuration.profiles[name] ?? AWSConfiguration.Profile()
        if profile.assumesRole {
            return (.role(try role(of: name, profile, in: configuration)), "role of profile \(name)")
        }
        if environment.variable("AWS_WEB_IDENTITY_TOKEN_FILE") != nil {
            throw .unsupported("AWS_WEB_IDENTITY_TOKEN_FILE is set, but web identity tokens are not supported")
        }
        if let found = try profileCredentials(name, in: configuration) {
            return (CredentialChain.kind(of: found.credentials), found.source)
        }
        for name in ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]
        where environment.variable(name) != nil {
            throw .unsupported("\(name) is set, but container credentials are not supported")
        }
        return nil
    }

    private func configuration() throws(CredentialError) -> AWSConfiguration {
        do throws(AWSConfigurationError) {
            return try AWSConfiguration.load(in: environment)
        } catch {
            throw .configuration(error)
        }
    }

    private func environmentCredentials() throws(CredentialError) -> DiscoveredCredentials? {
        guard let key = environment.variable("AWS_ACCESS_KEY_ID") else { return nil }
        guard let secret = environment.variable("AWS_SECRET_ACCESS_KEY") else {
            throw .partial(provider: "env", missing: "AWS_SECRET_ACCESS_KEY")
        }
        let token = environment.variable("AWS_SECURITY_TOKEN") ?? environment.variable("AWS_SESSION_TOKEN")
        return CredentialChain.kind(
            of: try CredentialChain.credentials(key, secret, token, source: "AWS_ACCESS_KEY_ID")
        )
    }

    /// The providers that belong to a profile, in botocore's order.
    private func profileCredentials(
        _ name: String,
        in configuration: AWSConfiguration
    ) throws(CredentialError) -> (credentials: AWSCredentials, source: String)? {
        let profile = configuration.profiles[name] ?? AWSConfiguration.Profile()
        func refuse(_ what: String) -> CredentialError {
            .unsupported("The profile \"\(name)\" uses \(what), which is not supported")
        }
        if profile["web_identity_token_file"] != nil { throw refuse("web_identity_token_file") }
        if profile["sso_account_id"] != nil || profile["sso_role_name"] != nil { throw refuse("SSO") }
        if let own = configuration.credentialsProfiles[name],
            let found = try CredentialChain.keys(of: own, provider: "shared-credentials-file", profile: name)
        {
            return (found, "shared credentials file, profile \(name)")
        }
        if profile["login_session"] != nil { throw refuse("login_session") }
        if profile["credential_process"] != nil { throw refuse("credential_process") }
        if let own = configuration.configProfiles[name],
            let found = try CredentialChain.keys(of: own, provider: "config-file", profile: name)
        {
            return (found, "configuration file, profile \(name)")
        }
        return nil
    }

    private func role(
        of name: String,
        _ profile: AWSConfiguration.Profile,
        in configuration: AWSConfiguration
    ) throws(CredentialError) -> RoleToAssume {
        let source = profile["source_profile"]
        let credentialSource = profile["credential_source"]
        if source != nil, credentialSource != nil {
            throw .invalid("The profile \"\(name)\" contains both source_profile and credential_source.")
        }
        if let credentialSource {
            throw .credentialSource(profile: name, credentialSource)
        }
        guard let source else {
            throw .partial(provider: "assume-role", missing: "source_profile or credential_source")
        }
        if let device = profile["mfa_serial"] {
            throw .unsupported(
                "The profile \"\(name)\" has the mfa_serial \(device); codes of MFA devices are not supported"
            )
        }
        guard let sourceProfile = configuration.profiles[source] else {
            throw .invalid(
                "The source_profile \"\(source)\" referenced in the profile \"\(name)\" does not exist."
            )
        }
        if source == name, !sourceProfile.hasStaticKeys {
            throw .invalid(
                "Infinite loop in credential configuration detected: the profile \"\(name)\" is its own source"
            )
        }
        if sourceProfile.assumesRole, !sourceProfile.hasStaticKeys {
            throw .unsupported(
                "The profile \"\(name)\" takes its keys from the profile \"\(source)\", which assumes a role itself; "
                    + "chains of roles are not supported"
            )
        }
        guard let keys = try profileCredentials(source, in: configuration) else {
            throw .invalid("The source profile \"\(source)\" must have credentials.")
        }
        return RoleToAssume(
            roleARN: profile["role_arn"] ?? "",
            source: keys.credentials,
            externalID: profile["external_id"],
            sessionName: profile["role_session_name"],
            durationSeconds: profile["duration_seconds"].flatMap { Int($0.trimmed) }
        )
    }

    /// The static keys of one profile of one file.
    private static func keys(
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

    private static func credentials(
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

    private static func kind(of credentials: AWSCredentials) -> DiscoveredCredentials {
        credentials.sessionToken == nil ? .longLived(credentials) : .temporary(credentials)
    }
}

extension AWSConfiguration.Profile {
    /// Whether botocore's assume-role provider takes this profile.
    fileprivate var assumesRole: Bool { self["role_arn"] != nil && self["web_identity_token_file"] == nil }

    fileprivate var hasStaticKeys: Bool { self["aws_access_key_id"] != nil || self["aws_secret_access_key"] != nil }
}
