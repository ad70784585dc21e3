import AWSCore
import CertificateAuthority
import Determinism
import Emulator
import EmulatorServer
import Foundation
import NIOPosix
import RegistryService
import Scenarios
import Testing
import World

/// An emulator on a port of its own, with a folder for the programs that use it. Everything ends with ``with(world:_:)``.
struct RunningEmulator: Sendable {
    let emulator: Emulator
    let port: Int
    /// A folder that is removed afterwards.
    let folder: String

    var url: String { "http://127.0.0.1:\(port)" }

    /// Starts an emulator at real speed, hands it to `body`, and ends it.
    static func with<Value>(
        world: World = .standard(),
        clock: WorldClock = .running(),
        dialect: RegistryDialect = .ecr,
        _ body: (RunningEmulator) async throws -> Value
    ) async throws -> Value {
        // Short, for podman takes no path of more than 50 characters for what it runs.
        let folder = FileManager.default.temporaryDirectory.appending(path: "drydock-\(UUID().uuidString.prefix(8))")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let authority = try CertificateAuthority.mint(now: Date())
        let emulator = try Emulator(
            EmulatorConfiguration(
                world: world,
                worldYAML: "",
                clock: clock,
                randomness: .system(),
                authorityPEM: authority.certificatePEM,
                version: "test",
                dialect: dialect,
                temporaryFolder: folder
            )
        )
        defer { emulator.close() }
        try await emulator.prepareImages()
        let server = try await EmulatorServer.start(
            responder: emulator,
            certificates: TLSContexts(authority: authority),
            clock: clock,
            port: 0,
            group: MultiThreadedEventLoopGroup.singleton
        )
        do {
            try authority.certificatePEM.write(toFile: folder + "/ca.pem", atomically: true, encoding: .utf8)
            let value = try await body(RunningEmulator(emulator: emulator, port: server.port, folder: folder))
            await server.stop()
            return value
        } catch {
            await server.stop()
            throw error
        }
    }

    /// How a program reaches the emulator.
    enum Way: String, CaseIterable, CustomTestStringConvertible {
        /// `AWS_ENDPOINT_URL`.
        case endpoint
        /// AWS's own host names, through the proxy.
        case proxy

        var testDescription: String { rawValue }
    }

    /// The environment of a program that uses the emulator as `developer` of the default world.
    func variables(_ way: Way) -> [String: String] {
        let environment = ProcessInfo.processInfo.environment
        var variables = [
            "PATH": environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": folder,
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": DefaultWorld.accessKeyID,
            "AWS_SECRET_ACCESS_KEY": DefaultWorld.secretAccessKey,
        ]
        // Where the interpreter of python3 comes from a version manager, it needs to know where that is.
        variables["PYENV_ROOT"] = environment["PYENV_ROOT"]
        switch way {
        case .endpoint:
            variables["AWS_ENDPOINT_URL"] = url
        case .proxy:
            variables["HTTPS_PROXY"] = url
            for name in ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] {
                variables[name] = folder + "/ca.pem"
            }
        }
        return variables
    }

    /// Runs a command line with ``variables(_:)``.
    func shell(
        _ command: String,
        _ way: Way,
        adding more: [String: String] = [:],
        timeLimit: Duration = .seconds(120)
    ) async throws -> ShellProcess.Result {
        try await ShellProcess(
            command: command,
            variables: variables(way).merging(more) { $1 },
            workingDirectory: folder,
            timeLimit: timeLimit
        ).run()
    }
}

/// The documented key of the default world's `developer`.
enum DefaultWorld {
    static let accessKeyID = World.standard().developerKey.id.value
    static let secretAccessKey = World.standard().developerKey.secret
}

extension World {
    fileprivate var developerKey: AccessKey {
        let keys = accounts.values.flatMap { $0.users["developer"]?.accessKeys ?? [] }
        guard let key = keys.first else { preconditionFailure("the default world has no key for developer") }
        return key
    }
}
