package import ClientStore
package import Determinism
import Emulator
import Foundation

/// What a verb works on.
package struct DrydockContext: Sendable {
    /// The emulator that is meant where no `--endpoint` is given.
    package let control: any ControlTransport
    /// Reaches the emulator at another endpoint.
    package let connect: @Sendable (String) -> any ControlTransport
    /// The environment variables of whoever runs the verb.
    package let variables: [String: String]
    /// The docker engine that the `docker` command would use; nil where none answers.
    package let dockerEngine: @Sendable () async -> DockerEngine?
    /// Where the `zenml` client keeps its store.
    package let store: StoreLocation
    /// Keeps the store open for the next command; nil, and each verb opens it and closes it.
    package let storeKeeper: ClientStoreKeeper?
    /// Where `drydock env` keeps the CA certificates that it names.
    package let dataDirectory: String
    /// Where relative paths on a command line begin.
    package let workingDirectory: String
    /// All of standard input; nil where there is none.
    package let input: (@Sendable () -> String?)?
    /// The one that clients use.
    package let clock: WorldClock
    package let randomness: Randomness

    package init(
        control: any ControlTransport,
        connect: @escaping @Sendable (String) -> any ControlTransport,
        variables: [String: String],
        dockerEngine: @escaping @Sendable () async -> DockerEngine? = { nil },
        store: StoreLocation,
        storeKeeper: ClientStoreKeeper? = nil,
        dataDirectory: String,
        workingDirectory: String,
        input: (@Sendable () -> String?)? = nil,
        clock: WorldClock,
        randomness: Randomness
    ) {
        self.control = control
        self.connect = connect
        self.variables = variables
        self.dockerEngine = dockerEngine
        self.store = store
        self.storeKeeper = storeKeeper
        self.dataDirectory = dataDirectory
        self.workingDirectory = workingDirectory
        self.input = input
        self.clock = clock
        self.randomness = randomness
    }

    /// The emulator that `--endpoint` names, or the usual one.
    func control(at endpoint: String?) throws(UsageError) -> any ControlTransport {
        guard let endpoint else { return control }
        guard endpoint.hasPrefix("http://") else {
            throw UsageError(description: "'\(endpoint)' is not an endpoint; give one such as http://127.0.0.1:4566")
        }
        return connect(endpoint)
    }

    /// The whole path of a file or folder that an option names.
    func absolutePath(_ path: String) -> String { path.hasPrefix("/") ? path : workingDirectory + "/" + path }

    /// The bytes of a file that an option names; `/dev/stdin` is all of standard input.
    func bytes(ofFile path: String, _ option: String) throws(UsageError) -> [UInt8] {
        if path == "/dev/stdin" {
            guard let text = input?() else {
                throw UsageError(description: "\(option): standard input holds no text in UTF-8; name a file instead")
            }
            return Array(text.utf8)
        }
        guard let data = FileManager.default.contents(atPath: absolutePath(path)) else {
            throw UsageError(description: "\(option): the file \(path) cannot be read; name one that is there")
        }
        return Array(data)
    }
}
