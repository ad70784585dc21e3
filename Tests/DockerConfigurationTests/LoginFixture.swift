import AWSClient
import CurlHTTP
import Determinism
import DockerConfiguration
import Foundation
import TestSupport

/// A registry behind TLS, a home, and a client.
final class LoginFixture: Sendable {
    let folder: TemporaryFolder
    let server: FixtureServer
    let registry: String
    private let front: TLSFront?
    private let driver = CurlDriver()
    private let variables: [String: String]

    /// - Parameter speaksTLS: false where no connection is expected, which is then plain.
    init(
        speaksTLS: Bool = true,
        _ handler: @escaping @Sendable (FixtureServer.Request) -> FixtureServer.Answer = { _ in .ok }
    ) async throws {
        folder = try TemporaryFolder()
        server = try FixtureServer(handler)
        front = speaksTLS ? try await TLSFront.start(to: server) : nil
        registry = "localhost:\(front?.port ?? server.port)"
        variables = ["SSL_CERT_FILE": front?.certificate ?? "", "PATH": folder["bin"] + ":/usr/bin:/bin"]
    }

    func login(
        to registry: String? = nil,
        password: String = "pa:ss\"wörd",
        helperTimeLimit: Duration = .seconds(20),
        _ more: [String: String] = [:]
    ) async throws(DockerConfigurationError) -> DockerLogin.Outcome {
        try await DockerLogin(environment: environment(more), helperTimeLimit: helperTimeLimit)
            .login(registry: registry ?? self.registry, username: "AWS", password: password)
    }

    /// What is stored for a registry.
    func stored(
        for registry: String,
        repository: String? = nil,
        _ more: [String: String] = [:]
    ) async throws(DockerConfigurationError) -> RegistryCredentials? {
        try await StoredLogins(environment: environment(more))
            .credentials(for: RegistryAddress(registry), repository: repository)
    }

    func environment(_ more: [String: String] = [:]) -> ClientEnvironment {
        ClientEnvironment(
            variables: variables.merging(more) { $1 },
            home: folder.path,
            workingDirectory: folder.path,
            clock: .running(),
            randomness: .seeded("LoginFixture"),
            http: driver
        )
    }

    /// A program `docker-credential-NAME`.
    func helper(_ name: String, _ script: String) throws {
        try folder.write("#!/bin/sh\n\(script)\n", to: "bin/docker-credential-\(name)", permissions: 0o755)
    }

    /// The names in a directory of the home, sorted.
    func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder[directory]).sorted()
    }

    func end() {
        driver.shutDown()
        front?.stop()
        server.stop()
    }
}
