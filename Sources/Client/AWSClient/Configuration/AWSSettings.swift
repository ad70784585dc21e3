/// The user's settings for AWS as they stood when they were read: the environment, and the configuration files, read
/// once and passed on.
package struct AWSSettings: Sendable {
    /// The environment that they were read in.
    package let environment: ClientEnvironment
    /// Whether a profile was chosen other than by a variable: keys in variables do not count then.
    package private(set) var hasExplicitProfile = false

    /// An error is kept for whoever needs the configuration.
    private var loaded: Result<AWSConfiguration, AWSConfigurationError>

    /// Reads the configuration files.
    package init(_ environment: ClientEnvironment) {
        self.environment = environment
        do throws(AWSConfigurationError) {
            loaded = .success(try AWSConfiguration.load(in: environment))
        } catch {
            loaded = .failure(error)
        }
    }

    /// What the files hold.
    ///
    /// - Throws: why they could not be read.
    package func configuration() throws(AWSConfigurationError) -> AWSConfiguration { try loaded.get() }

    /// The same settings with another profile, whatever the variables name; nil leaves them as they are.
    package func selecting(profile name: String?) -> AWSSettings {
        guard let name else { return self }
        var copy = self
        copy.hasExplicitProfile = true
        if case .success(var configuration) = loaded {
            configuration.selectedProfileName = name
            copy.loaded = .success(configuration)
        }
        return copy
    }
}
