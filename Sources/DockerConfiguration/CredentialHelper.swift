import AWSClient
import Foundation
import Glibc
import Subprocess
import SystemPackage

/// A program `docker-credential-NAME` that keeps passwords for docker.
struct CredentialHelper {
    /// `NAME`, as `credsStore` and `credHelpers` have it.
    let name: String
    let environment: ClientEnvironment
    /// Time that the helper has for its answer.
    let timeLimit: Duration

    var program: String { "docker-credential-" + name }

    /// Gives the helper a password to keep.
    ///
    /// - Throws: ``DockerConfigurationError/helper(name:reason:)`` for a helper that is not there, fails or takes too
    ///   long.
    func store(registry: String, username: String, password: String) async throws(DockerConfigurationError) {
        // The name comes from a file and must not lead elsewhere.
        guard !name.isEmpty, !name.contains("/"), !name.contains("\0") else {
            throw failure("its name may not be empty or hold a slash")
        }
        guard let path = executablePath else { throw failure("it is not in PATH") }
        var message = RawJSON.empty
        message.set("ServerURL", .string(registry))
        message.set("Username", .string(username))
        message.set("Secret", .string(password))
        let input = Array(message.serialized().utf8)

        let outcome: (isSuccess: Bool, output: String)?
        do {
            outcome = try await withThrowingTaskGroup(of: (Bool, String)?.self) { group in
                group.addTask { try await run(path, input: input) }
                group.addTask {
                    try await Task.sleep(for: timeLimit)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            throw failure("it could not be run")
        }
        guard let outcome else { throw failure("it gave no answer within \(timeLimit)") }
        guard outcome.isSuccess else {
            let said = outcome.output.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it said nothing"
            throw failure(said.replacing(password, with: "[HIDDEN]"))
        }
    }

    private func run(_ path: String, input: [UInt8]) async throws -> (Bool, String) {
        var platform = PlatformOptions()
        platform.createSession = true
        platform.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        let result = try await Subprocess.run(
            .path(FilePath(path)),
            arguments: ["store"],
            environment: .custom(environment.variables.map { Array("\($0)=\($1)\0".utf8) }),
            workingDirectory: FilePath(environment.workingDirectory),
            platformOptions: platform,
            input: .fileDescriptor(try CredentialHelper.source(of: input), closeAfterSpawningProcess: true),
            output: .string(limit: 65_536),
            error: .combinedWithOutput
        )
        return (result.terminationStatus.isSuccess, result.standardOutput)
    }

    /// A descriptor from which `bytes` and then the end can be read.
    ///
    /// It is a socket that holds them all already: a helper that ends without reading a pipe would bring its writer,
    /// this process, a SIGPIPE.
    private static func source(of bytes: [UInt8]) throws -> FileDescriptor {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Errno(rawValue: errno)
        }
        let sent = bytes.withUnsafeBytes { send(ends[0], $0.baseAddress, $0.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL)) }
        close(ends[0])
        guard sent == bytes.count else {
            close(ends[1])
            throw Errno.noBufferSpace
        }
        return FileDescriptor(rawValue: ends[1])
    }

    /// The first executable file of that name in the directories of `PATH`.
    private var executablePath: String? {
        let directories = (environment.variable("PATH") ?? "").split(separator: ":")
        return directories.lazy
            .map { environment.path(String($0)) + "/" + program }
            .first { path in
                var isDirectory: ObjCBool = false
                return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
                    && FileManager.default.isExecutableFile(atPath: path)
            }
    }

    private func failure(_ reason: String) -> DockerConfigurationError { .helper(name: program, reason: reason) }
}
