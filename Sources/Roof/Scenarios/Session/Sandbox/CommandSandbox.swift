package import DrydockCommands

/// The sandbox of `drydock exec` and `drydock shell`: a home of its own, and the caller's variables without anything by
/// which a program would find the caller's accounts, logins and stores.
package struct CommandSandbox: Sendable {
    /// The key that `~/.aws/credentials` holds.
    package struct Key: Sendable {
        package let id: String
        package let secret: String

        package init(id: String, secret: String) {
            self.id = id
            self.secret = secret
        }
    }

    private let files: SandboxHome

    /// The home's path.
    package var home: String { files.home }

    /// Makes the folder, and removes those of processes that were killed.
    ///
    /// - Parameters:
    ///   - temporaryFolder: where it is made.
    ///   - name: what tells it apart from all others there.
    ///   - key: none, and there is no `~/.aws/credentials`.
    package init(
        in temporaryFolder: String,
        name: String,
        authorityPEM: String,
        key: Key?,
        region: String?
    ) throws {
        SandboxHome.removeAbandoned(in: temporaryFolder)
        files = try SandboxHome(in: temporaryFolder, for: .command, name: name, authorityPEM: authorityPEM)
        do {
            try files.prepareForPrograms()
            try files.writeIdentity(accessKeyID: key?.id, secretAccessKey: key?.secret, region: region)
            try ShellPrompt.write(to: files)
        } catch {
            try? files.remove()
            throw error
        }
    }

    /// The environment of the command: the caller's, less what leads to the caller's own things, with the sandbox's.
    ///
    /// - Parameter way: how the command reaches the emulator at `endpoint`.
    package func variables(
        of caller: [String: String],
        endpoint: String,
        by way: ClientWay = .proxy
    ) -> [String: String] {
        var variables = caller.filter { !CommandSandbox.isWithheld($0.key) }
        variables["XDG_CONFIG_HOME"] = files.home + "/.config"
        variables["XDG_DATA_HOME"] = files.home + "/.local/share"
        variables["XDG_STATE_HOME"] = files.home + "/.local/state"
        variables["XDG_CACHE_HOME"] = files.home + "/.cache"
        return variables.merging(files.variables(endpoint: endpoint, by: way)) { _, own in own }
    }

    /// - Throws: ``SandboxRemoval/Failure``, where something stays.
    package func remove() throws(SandboxRemoval.Failure) { try files.remove() }

    /// Variables that name real accounts, logins, stores and proxies, or files of the caller's home.
    private static func isWithheld(_ name: String) -> Bool {
        let prefixes = ["AWS_", "DRYDOCK_", "ZENML_", "CONTAINERS_"]
        let names: Set = [
            "REGISTRY_AUTH_FILE", "DOCKER_CONFIG", "DOCKER_AUTH_CONFIG", "ZDOTDIR", "BASH_ENV", "ENV", "HISTFILE",
            "SSL_CERT_DIR", "BOTO_CONFIG", "TMP", "TEMP",
        ]
        guard !ClientVariable.all.contains(where: { $0.name == name }) else { return true }
        return prefixes.contains { name.hasPrefix($0) } || names.contains(name)
    }
}
