import AWSClient
import Foundation
import Glibc
import Text

/// A file that logins stand in.
struct DockerConfigurationFile {
    /// What wrote a file, and so how it calls registries.
    enum Form: Sendable {
        /// Docker's `config.json`.
        case docker
        /// Docker's `.dockercfg` of before, which is nothing but logins.
        case legacy
        /// The `auth.json` of podman, skopeo and buildah (containers-auth.json(5)).
        case containers
    }

    /// The path as the user knows it, symbolic links not followed.
    let path: String
    let form: Form
    private var document: RawJSON

    init(path: String, form: Form, document: RawJSON = .empty) {
        (self.path, self.form, self.document) = (path, form, document)
    }

    /// Reads the file; nil where there is none. An empty one is an empty configuration.
    static func load(
        _ path: String,
        _ form: Form
    ) throws(DockerConfigurationError) -> DockerConfigurationFile? {
        guard let text = try read(path) else { return nil }
        return try parse(text, path: path, form: form)
    }

    /// A configuration of a file's text.
    static func parse(
        _ text: String,
        path: String,
        form: Form
    ) throws(DockerConfigurationError) -> DockerConfigurationFile {
        guard text.contains(where: { !$0.isWhitespace }) else { return DockerConfigurationFile(path: path, form: form) }
        var document: RawJSON
        do throws(JSONFault) {
            document = try RawJSON(parsing: text)
        } catch {
            throw .malformed(path: path, line: error.line, reason: error.reason)
        }
        guard document.isObject else {
            throw .malformed(path: path, line: 1, reason: "the document is not an object")
        }
        if form == .legacy {
            let logins = document
            document = .empty
            document.set("auths", logins)
        }
        for name in ["auths", "credHelpers"] {
            guard let value = document[name], value != .scalar("null"), !value.isObject else { continue }
            throw .malformed(path: path, line: 1, reason: "\(name) is not an object")
        }
        return DockerConfigurationFile(path: path, form: form, document: document)
    }

    // MARK: Reading

    /// What the file calls a registry.
    func key(of registry: RegistryAddress) -> String {
        form == .containers ? registry.containersKey : registry.key
    }

    /// The helper that keeps a registry's password: of `credHelpers`, else `credsStore`; nil where the file itself does.
    func helperName(for registry: RegistryAddress) -> String? {
        let helpers = document["credHelpers"]
        let own = helpers?[key(of: registry)]?.text ?? helpers?[registry.containersKey]?.text
        let name = own ?? document["credsStore"]?.text
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What stands in the file itself for a registry.
    ///
    /// - Parameter repository: containers' programs keep logins for parts of a registry too, and take the narrowest.
    func credentials(
        for registry: RegistryAddress,
        repository: String?
    ) throws(DockerConfigurationError) -> RegistryCredentials? {
        guard let logins = document["auths"], case .object(let members) = logins else { return nil }
        var keys = [key(of: registry)]
        if form == .containers, let repository {
            let parts = repository.split(separator: "/")
            keys =
                (1...max(1, parts.count)).reversed().map { count in
                    ([registry.containersKey] + parts.prefix(count).map(String.init)).joined(separator: "/")
                } + keys
        }
        // A key with a path means a part of the registry, in the one form, and in the other the registry's old address.
        keys += members.map(\.name).filter { name in
            registry.isNamed(by: name) && (form != .containers || name.contains("://") || !name.contains("/"))
        }
        for key in keys {
            guard let entry = logins[key] else { continue }
            if let found = try credentials(in: entry, of: key) { return found }
        }
        return nil
    }

    private func credentials(
        in entry: RawJSON,
        of key: String
    ) throws(DockerConfigurationError) -> RegistryCredentials? {
        let text = { (name: String) in entry[name]?.text.flatMap { $0.isEmpty ? nil : $0 } }
        if let token = text("identitytoken") { return .identityToken(token) }
        if let token = text("registrytoken") { return .registryToken(token) }
        if let login = text("auth") {
            guard let decoded = Base64.text(login), let colon = decoded.firstIndex(of: ":") else {
                let name = key.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F } ? " of \(key)" : ""
                throw .malformed(
                    path: path,
                    line: 1,
                    reason: "the login\(name) is not base64 of a user name, a colon and a password"
                )
            }
            let password = decoded[decoded.index(after: colon)...]
            // Old versions of docker filled passwords up.
            return .password(username: String(decoded[..<colon]), password: password.trimmed("\0"))
        }
        guard let username = text("username") else { return nil }
        return .password(username: username, password: text("password") ?? "")
    }

    // MARK: Changing

    /// Keeps a login in the file, in clear.
    mutating func setLogin(registry: RegistryAddress, username: String, password: String) {
        let login = Base64.encode(Array("\(username):\(password)".utf8))
        changeEntry(of: registry) { $0.set("auth", .string(login)) }
    }

    /// Leaves an entry without a password, as docker does beside a helper.
    mutating func clearLogin(registry: RegistryAddress) {
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

    private mutating func changeEntry(of registry: RegistryAddress, _ change: (inout RawJSON) -> Void) {
        var logins = document["auths"] ?? .empty
        if !logins.isObject { logins = .empty }
        var entry = logins[key(of: registry)] ?? .empty
        if !entry.isObject { entry = .empty }
        // Tokens and plain-text passwords of an earlier login would win over this one.
        for name in ["identitytoken", "registrytoken", "username", "password"] { entry.remove(name) }
        change(&entry)
        logins.set(key(of: registry), entry)
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

extension Substring {
    /// Without a character at both ends.
    fileprivate func trimmed(_ character: Character) -> String {
        var text = drop { $0 == character }
        while text.last == character { text.removeLast() }
        return String(text)
    }
}
