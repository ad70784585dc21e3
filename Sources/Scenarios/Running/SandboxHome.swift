import Foundation

/// A folder with a home in it, made for one scenario or one command: what both have of files and variables.
package struct SandboxHome: Sendable {
    /// The folder of everything. It is its owner's alone.
    package let folder: String

    package var home: String { folder + "/home" }
    private var authorityFile: String { folder + "/ca.pem" }
    private var containers: ContainerConfiguration { ContainerConfiguration(folder: folder) }

    /// Makes the folder, which must not exist, with the CA's certificate and what container programs need in it.
    ///
    /// - Throws: Foundation's errors, where something cannot be made.
    package init(folder: String, authorityPEM: String) throws {
        self.folder = folder
        let files = FileManager.default
        let parent = (folder as NSString).deletingLastPathComponent
        try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try files.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        try files.createDirectory(atPath: home, withIntermediateDirectories: false)
        try authorityPEM.write(toFile: authorityFile, atomically: true, encoding: .utf8)
        try containers.write(home: self)
    }

    /// The variables by which programs reach the emulator at `endpoint` under AWS's own host names, and nothing that is
    /// real: proxy, CA, home, and the files of container programs.
    package func variables(endpoint: String) -> [String: String] {
        var variables = [
            "HOME": home,
            "AWS_EC2_METADATA_DISABLED": "true",
            "DRYDOCK_ENDPOINT": endpoint,
        ]
        // Curl reads the proxy in either case, most of the others in one of them.
        for name in ["HTTPS_PROXY", "https_proxy"] { variables[name] = endpoint }
        for name in ["NO_PROXY", "no_proxy"] { variables[name] = "localhost,127.0.0.1,::1" }
        let trust = ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]
        for name in trust { variables[name] = authorityFile }
        return variables.merging(containers.variables) { own, _ in own }
    }

    /// Writes a file below the home.
    ///
    /// - Parameter name: a relative path that stays below the home.
    package func write(_ text: String, to name: String) throws {
        let path = home + "/" + name
        let parent = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Writes `~/.aws/config` and `~/.aws/credentials`, as `aws configure` does; sets no variables.
    package func writeIdentity(accessKeyID: String?, secretAccessKey: String?, region: String?) throws {
        if let region { try write("[default]\nregion = \(region)\n", to: ".aws/config") }
        if let accessKeyID, let secretAccessKey {
            let text = """
                [default]
                aws_access_key_id = \(accessKeyID)
                aws_secret_access_key = \(secretAccessKey)

                """
            try write(text, to: ".aws/credentials")
        }
    }

    /// Removes the folder and all in it, mounts that container programs left behind included.
    ///
    /// - Throws: ``SandboxRemoval/Failure``, where something stays.
    package func remove() throws(SandboxRemoval.Failure) {
        try SandboxRemoval.remove(folder)
    }
}
