import AWSSignature
import Determinism
import Foundation

/// Roles that profiles assume, one on top of the other.
extension CredentialChain {
    /// The role of a profile, with the credentials that may assume it: a role below it is assumed for them.
    ///
    /// - Parameter visited: the profiles on the way here, this one last.
    func role(
        of name: String,
        in configuration: AWSConfiguration,
        visited: [String]
    ) async throws(CredentialError) -> RoleToAssume {
        let profile = configuration.profiles[name] ?? AWSConfiguration.Profile()
        let sourceProfile = profile["source_profile"]
        let credentialSource = profile["credential_source"]
        let source: AWSCredentials
        var sourceKeys: AWSCredentials?
        switch (sourceProfile, credentialSource) {
        case (_?, _?):
            throw .invalid("The profile \"\(name)\" contains both source_profile and credential_source.")
        case (nil, nil):
            throw .partial(provider: "assume-role", missing: "source_profile or credential_source")
        case (nil, let credentialSource?):
            try refuseDevice(of: profile, name)
            source = try await credentials(of: credentialSource, for: name)
        case (let below?, nil):
            try CredentialChain.check(source: below, of: name, in: configuration, visited: visited)
            try refuseDevice(of: profile, name)
            let keys = configuration.profiles[below] ?? AWSConfiguration.Profile()
            if keys.hasStaticKeys || !keys.assumesRole {
                guard let found = try await profileCredentials(below, in: configuration, readsVariables: false) else {
                    throw .invalid("The source profile \"\(below)\" must have credentials.")
                }
                source = found.credentials
                sourceKeys = keys.hasStaticKeys ? found.credentials : nil
            } else {
                source = try await assume(
                    try await role(of: below, in: configuration, visited: visited + [below])
                )
            }
        }
        return RoleToAssume(
            roleARN: profile["role_arn"] ?? "",
            source: source,
            sourceKeys: sourceKeys,
            externalID: profile["external_id"],
            sessionName: profile["role_session_name"],
            durationSeconds: profile["duration_seconds"].flatMap { Int($0.trimmed) }
        )
    }

    /// Calls AssumeRole as botocore does for a profile.
    func assume(_ role: RoleToAssume) async throws(CredentialError) -> AWSCredentials {
        let region = try region() ?? CredentialChain.globalRegion
        do throws(AWSCallError) {
            return try await calls(role.source, region, nil).assumeRole(
                roleARN: role.roleARN,
                sessionName: role.sessionName ?? standardSessionName,
                durationSeconds: role.durationSeconds,
                policy: nil,
                policyARNs: [],
                externalID: role.externalID
            ).credentials
        } catch {
            throw .call(error.description)
        }
    }

    /// The region that STS is called in where none is set.
    static let globalRegion = "us-east-1"

    /// The name of a session that the profile does not name.
    var standardSessionName: String { "botocore-session-\(Int(environment.clock.now.timeIntervalSince1970))" }

    private func refuseDevice(of profile: AWSConfiguration.Profile, _ name: String) throws(CredentialError) {
        guard let device = profile["mfa_serial"] else { return }
        throw .unsupported(
            "The profile \"\(name)\" has the mfa_serial \(device); codes of MFA devices are not supported"
        )
    }

    private func credentials(
        of source: String,
        for profile: String
    ) async throws(CredentialError) -> AWSCredentials {
        let found: AWSCredentials?
        switch source {
        case "Environment": found = try environmentCredentials()
        case "EcsContainer": found = try await containerCredentials()
        case "Ec2InstanceMetadata": found = try await InstanceMetadata(settings).credentials()
        default:
            throw .invalid(
                "The credential source \"\(source)\" referenced in profile \"\(profile)\" is not valid."
            )
        }
        guard let found else {
            throw .retrieval(
                provider: source,
                reason: "No credentials found in credential_source referenced in profile \(profile)"
            )
        }
        return found
    }

    /// A source must exist, and must not lead back to where the way came from. A profile may be its own source where it
    /// holds keys.
    private static func check(
        source: String,
        of name: String,
        in configuration: AWSConfiguration,
        visited: [String]
    ) throws(CredentialError) {
        guard let profile = configuration.profiles[source] else {
            throw .invalid("The source_profile \"\(source)\" referenced in the profile \"\(name)\" does not exist.")
        }
        guard visited.contains(source), source != name || !profile.hasStaticKeys else { return }
        let list = visited.map { "'\($0)'" }.joined(separator: ", ")
        throw .invalid(
            "Infinite loop in credential configuration detected. Attempting to load from profile \(source) which has "
                + "already been visited. Visited profiles: [\(list)]"
        )
    }
}
