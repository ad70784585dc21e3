import AWSClient
import Foundation
import Glibc

/// Docker's `config.json`: `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`.
struct DockerConfigurationFile {
    /// The path as the user knows it, symbolic links not followed.
    let path: String
    private var document: RawJSON

    /// Reads the file; one that does not exist, or is empty, is an empty configuration.
    static func load(in environment: ClientEnvironment) throws(DockerConfigurationError) -> DockerConfigurationFile {
        let directory = environment.path(environment.variable("DOCKER_CONFIG") ?? "~/.docker")
        let path = (directory.hasSuffix("/") ? String(directory.dropLast()) : directory) + "/config.json"
        guard let text = try read(path) else { return DockerConfigurationFile(path: path, document: .empty) }
        guard text.contains(where: { !$0.isWhitespace }) else {
            return DockerConfigurationFile(path: path, document: .empty)
        }
        let document: RawJSON
        do throws(RawJSONReader.Malformed) {
            var reader = RawJSONReader(text)
            document = try reader.document()
        } catch {
            throw .malformed(path: path, line: error.line, reason: error.reason)
        }
        guard document.isObject else {
            throw .malformed(path: path, line: 1, reason: "the document is not an object")
        }
        for name in ["auths", "credHelpers"] {
            guard let value = document[name], value != .scalar("null"), !value.isObject else { continue }
            throw .malformed(path: path, line: 1, reason: "\(name) is not an object")
        }
        return DockerConfigurationFile(path: path, document: document)
    }

    /// The helper that keeps a registry's password: of `credHelpers`, else `credsStore`; nil where the file itself does.
    func helperName(for registry: String) -> String? {
        let own = document["credHelpers"]?[registry]?.text
        let name = own ?? document["credsStore"]?.text
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Keeps a login in the file, in clear.
    mutating func setLogin(registry: String, username: String, password: String) {
        let login = Data("\(username):\(password)".utf8).base64EncodedString()
        changeEntry(of: registry) { $0.set("auth", .string(login)) }
    }

    /// Leaves an entry without a password, as docker does beside a helper.
    mutating func clearLogin(registry: String) {
        changeEntry(of: registry) { $0.remove("auth") }
    }

    /// Writes the file in one step, 0600.
    func save(suffix: String) throws(DockerConfigurationError) {
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(Array(document.serialized().utf8), to: path, suffix: suffix)
        } catch {
            throw .unwritable(path: path, reason: error.reason)
        }
    }

    private mutating func changeEntry(of registry: String, _ change: (inout RawJSON) -> Void) {
        var logins = document["auths"] ?? .empty
        if !logins.isObject { logins = .empty }
        var entry = logins[registry] ?? .empty
        if !entry.isObject { entry = .empty }
        // Tokens and plain-text passwords of an earlier login would win over this one.
        for name in ["identitytoken", "registrytoken", "username", "password"] { entry.remove(name) }
        change(&entry)
        logins.set(registry, entry)
        document.set("auths", logins)
    }

    /// The file's text; nil where there is no file.
    private static func read(_ path: String) throws(DockerConfigurationError) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno != ENOENT else { return nil }
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is not a file") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(path: path, reason: "permission denied")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .malformed(path: path, line: 1, reason: "it is not UTF-8")
        }
        return text
    }
}
