import Foundation
import Scenarios
import Testing

/// A folder with a world and its data, in which a `drydock serve` is started, ended and started again.
struct ServedRegistry: Sendable {
    let folder: String

    /// The data folder.
    var data: String { folder + "/data" }
    /// The files of the blobs that are stored.
    var blobFiles: [String] { get throws { try names(in: "blobs/sha256") } }
    /// The files of uploads under way.
    var uploadFiles: [String] { get throws { try names(in: "uploads") } }

    /// Writes the world, with one user who may do everything to its repositories.
    ///
    /// - Parameter repositories: as the world's file has them, one a line, indented for a list that begins at column 0.
    init(folder: String, repositories: String) throws {
        self.folder = folder
        let lines = repositories.split(separator: "\n").map { "          \($0)\n" }
        let world = """
            accounts:
              "123456789012":
                users:
                  pusher:
                    policies: [AmazonEC2ContainerRegistryFullAccess]
                    access_keys: [{id: AKIAPUSHERPUSHERPUSH, secret: secret/of/pusher}]
                regions:
                  us-east-1:
                    repositories:
            \(lines.joined())
            """
        try world.write(toFile: folder + "/world.yaml", atomically: true, encoding: .utf8)
    }

    /// Starts a server on the folder; whoever starts it has to end it.
    func start(before command: String = "") async throws -> ServedProcess {
        try await ServedProcess.start(["--world", "world.yaml", "--data", "data"], in: folder, before: command)
    }

    /// Starts a server on the folder, hands it to `body`, and ends it, whatever happens.
    func serving<Value: Sendable>(
        before command: String = "",
        _ body: (ServedProcess) async throws -> Value
    ) async throws -> Value {
        try await ServedProcess.with(["--world", "world.yaml", "--data", "data"], in: folder, before: command, body)
    }

    /// What docker would log in with.
    func token(of served: ServedProcess) async throws -> String {
        let result = try await shell("aws ecr get-login-password", served)
        #expect(result.status == 0, "\(result.output)")
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs a command line as the world's user.
    ///
    /// - Parameter served: the server that the AWS CLI and `drydock` talk to.
    @discardableResult
    func shell(_ command: String, _ served: ServedProcess? = nil) async throws -> ShellProcess.Result {
        let environment = ProcessInfo.processInfo.environment
        let path = BuiltPrograms.folder + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        var variables = [
            "PATH": path, "HOME": folder, "LANG": "C.UTF-8", "AWS_PAGER": "", "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "AKIAPUSHERPUSHERPUSH", "AWS_SECRET_ACCESS_KEY": "secret/of/pusher",
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1",
        ]
        variables["PYENV_ROOT"] = environment["PYENV_ROOT"]
        if let served {
            variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:\(served.port)"
            variables["DRYDOCK_ENDPOINT"] = "http://127.0.0.1:\(served.port)"
            variables["PORT"] = String(served.port)
        }
        return try await ShellProcess(
            command: command,
            variables: variables,
            workingDirectory: folder
        ).run()
    }

    private func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: data + "/" + name).sorted()
    }
}
