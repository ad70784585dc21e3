package import Determinism
package import RegistryService
package import Storage
package import World

/// What an emulator is made of. Nothing else flows in.
package struct EmulatorConfiguration: Sendable {
    package var world: World
    /// The text that ``world`` was loaded from; kept beside the data, so that another world is told apart.
    package var worldYAML: String
    package var clock: WorldClock
    package var randomness: Randomness
    /// Where state is kept; nil keeps it in memory for the emulator's life.
    package var dataDirectory: String?
    /// The certificate of the run's authority, as `GET /_drydock/ca.pem` answers it.
    package var authorityPEM: String
    /// What `GET /_drydock/health` calls this build.
    package var version: String
    /// Whether explicit denials name the ARN of the policy that denies, as AWS began to in January 2026, service by
    /// service (emulator.md F.9). Off unless asked for.
    package var namesDenyingPolicies: Bool
    /// Whose answers the registry gives where ECR's and the specification's differ.
    package var dialect: RegistryDialect
    /// Where the registry's storage is made that ends with the emulator; nothing is made before it is needed.
    package var temporaryFolder: String
    /// What is done to the files of layers goes through here.
    package var files: any FileLayer
    /// Where the paths of image layouts in the world begin.
    package var worldFolder: String

    package init(
        world: World,
        worldYAML: String,
        clock: WorldClock,
        randomness: Randomness,
        dataDirectory: String? = nil,
        authorityPEM: String = "",
        version: String,
        namesDenyingPolicies: Bool = false,
        dialect: RegistryDialect = .ecr,
        temporaryFolder: String = "/tmp",
        files: any FileLayer = SystemFiles(),
        worldFolder: String = "/"
    ) {
        self.world = world
        self.worldYAML = worldYAML
        self.clock = clock
        self.randomness = randomness
        self.dataDirectory = dataDirectory
        self.authorityPEM = authorityPEM
        self.version = version
        self.namesDenyingPolicies = namesDenyingPolicies
        self.dialect = dialect
        self.temporaryFolder = temporaryFolder
        self.files = files
        self.worldFolder = worldFolder
    }
}
