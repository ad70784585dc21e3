package import Determinism
package import IAM
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
    /// What explicit denials say of the policy behind them; nil for what the world says.
    package var denials: DenialForm?
    /// Whose answers the registry gives where ECR's and the specification's differ.
    package var dialect: RegistryDialect
    /// Where the registry's storage is made that ends with the emulator; nothing is made before it is needed.
    package var temporaryFolder: String
    /// What is done to the files of layers goes through here.
    package var files: any FileLayer
    /// Where the paths of image layouts in the world begin.
    package var worldFolder: String
    /// What control requests must bring, as `Authorization: Bearer`, from wherever they come; nil lets all in that come
    /// over loopback. A secret.
    package var controlToken: String?

    package init(
        world: World,
        worldYAML: String,
        clock: WorldClock,
        randomness: Randomness,
        dataDirectory: String? = nil,
        authorityPEM: String = "",
        version: String,
        denials: DenialForm? = nil,
        dialect: RegistryDialect = .ecr,
        temporaryFolder: String = "/tmp",
        files: any FileLayer = SystemFiles(),
        worldFolder: String = "/",
        controlToken: String? = nil
    ) {
        self.world = world
        self.worldYAML = worldYAML
        self.clock = clock
        self.randomness = randomness
        self.dataDirectory = dataDirectory
        self.authorityPEM = authorityPEM
        self.version = version
        self.denials = denials
        self.dialect = dialect
        self.temporaryFolder = temporaryFolder
        self.files = files
        self.worldFolder = worldFolder
        self.controlToken = controlToken
    }

    /// What explicit denials say.
    var denialForm: DenialForm { denials ?? world.denials }
}
