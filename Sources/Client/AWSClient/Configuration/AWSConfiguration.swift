import Foundation

/// The user's configuration for AWS: `~/.aws/config` and `~/.aws/credentials`, or the files that `AWS_CONFIG_FILE` and
/// `AWS_SHARED_CREDENTIALS_FILE` name. A file that does not exist holds nothing.
package struct AWSConfiguration: Sendable {
    /// The settings under one name. Names are in small letters.
    package struct Profile: Sendable, Equatable {
        /// Settings with a text.
        package var values: [String: String] = [:]
        /// Settings with settings of their own, such as `s3`.
        package var subsections: [String: [String: String]] = [:]

        package init() {}

        package subscript(name: String) -> String? { values[name] }
    }

    /// The profiles of both files; what the credentials file says of a profile comes first.
    package let profiles: [String: Profile]
    /// The sections of the credentials file alone.
    package let credentialsProfiles: [String: Profile]
    /// The profiles of the configuration file alone.
    package let configProfiles: [String: Profile]
    /// The `[services NAME]` sections of the configuration file.
    package let services: [String: Profile]
    /// The `[sso-session NAME]` sections of the configuration file.
    package let ssoSessions: [String: Profile]
    /// The profile that `AWS_DEFAULT_PROFILE` or `AWS_PROFILE` names; nil where neither is set.
    package internal(set) var selectedProfileName: String?

    /// Reads both files.
    package static func load(in environment: ClientEnvironment) throws(AWSConfigurationError) -> AWSConfiguration {
        let configPath = environment.path(environment.variable("AWS_CONFIG_FILE") ?? "~/.aws/config")
        let credentialsPath = environment.path(
            environment.variable("AWS_SHARED_CREDENTIALS_FILE") ?? "~/.aws/credentials"
        )
        let config = try INIFile.read(configPath)
        let credentials = try INIFile.read(credentialsPath)

        var configProfiles: [String: Profile] = [:]
        var services: [String: Profile] = [:]
        var ssoSessions: [String: Profile] = [:]
        for section in config {
            if section.name == "default" {
                configProfiles["default"] = section.settings
            } else if section.name.hasPrefix("profile"), let name = INIFile.qualifiedName(section.name) {
                configProfiles[name] = section.settings
            } else if section.name.hasPrefix("services"), let name = INIFile.qualifiedName(section.name) {
                services[name] = section.settings
            } else if section.name.hasPrefix("sso-session"), let name = INIFile.qualifiedName(section.name) {
                ssoSessions[name] = section.settings
            }
        }
        var profiles = configProfiles
        var credentialsProfiles: [String: Profile] = [:]
        for section in credentials {
            credentialsProfiles[section.name] = section.settings
            profiles[section.name, default: Profile()].overlay(section.settings)
        }
        return AWSConfiguration(
            profiles: profiles,
            credentialsProfiles: credentialsProfiles,
            configProfiles: configProfiles,
            services: services,
            ssoSessions: ssoSessions,
            selectedProfileName: environment.variable("AWS_DEFAULT_PROFILE") ?? environment.variable("AWS_PROFILE")
        )
    }

    /// The selected profile; without a selection `default`, which need not exist.
    package func selectedProfile() throws(AWSConfigurationError) -> Profile {
        guard let name = selectedProfileName else { return profiles["default"] ?? Profile() }
        guard let profile = profiles[name] else { throw .profileNotFound(name) }
        return profile
    }
}

extension AWSConfiguration.Profile {
    fileprivate mutating func overlay(_ other: AWSConfiguration.Profile) {
        for (name, value) in other.values {
            subsections[name] = nil
            values[name] = value
        }
        for (name, settings) in other.subsections {
            values[name] = nil
            subsections[name] = settings
        }
    }
}

/// Why the user's configuration for AWS cannot be used.
package enum AWSConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A line is not what the format allows.
    case malformed(file: String, line: Int, reason: String)
    /// The file is there but cannot be read.
    case unreadable(file: String, reason: String)
    /// A profile was asked for that neither file has.
    case profileNotFound(String)
    /// A profile's `services` names a section that does not exist.
    case servicesNotFound(String)
    /// A setting has a value that it does not take.
    case invalid(name: String, value: String, expected: String)

    package var description: String {
        switch self {
        case .malformed(let file, let line, let reason):
            "Unable to parse config file: \(file):\(line): \(reason)"
        case .unreadable(let file, let reason):
            "Unable to read config file: \(file): \(reason)"
        case .profileNotFound(let name):
            "The config profile (\(name)) could not be found"
        case .servicesNotFound(let name):
            "The profile is configured to use the services section but the \"\(name)\" services configuration "
                + "does not exist."
        case .invalid(let name, let value, let expected):
            "Invalid value for \(name): '\(value)'. Expected \(expected)"
        }
    }
}
