import AWSClient
package import ClientStore
package import Determinism
import Foundation

/// The home, files and environment of one scenario. Nothing outside its folder is read or written.
package struct Sandbox: Sendable {
    /// The folder of everything; removed with ``remove()``.
    package let folder: String
    /// What the home is called in what is printed.
    package let shownHome: String
    /// What identifiers are drawn from.
    package let seed: String
    /// The width of the terminal.
    package let columns: Int
    /// The environment of every command.
    package let variables: [String: String]

    package var home: String { folder + "/home" }
    private var sandboxFile: String { folder + "/sandbox.json" }
    private var authorityFile: String { folder + "/ca.pem" }
    private var programs: String { folder + "/bin" }

    /// What the runner needs to know of the process that it runs in.
    package struct Surroundings: Sendable {
        /// Where sandboxes are made.
        package let temporaryFolder: String
        /// Where programs from outside are found: the value of `PATH`.
        package let path: String
        /// The folder with the executables `zenml` and `drydock`; nil where there are none.
        package let executables: String?

        package init(temporaryFolder: String, path: String, executables: String?) {
            self.temporaryFolder = temporaryFolder
            self.path = path
            self.executables = executables
        }
    }

    /// Makes the folder, with the CA's certificate and links to the two programs in it.
    package init(
        name: String,
        shownHome: String,
        seed: String,
        columns: Int,
        endpoint: String,
        authorityPEM: String,
        in surroundings: Surroundings
    ) throws {
        folder = surroundings.temporaryFolder + "/" + name
        self.shownHome = shownHome
        self.seed = seed
        self.columns = columns
        variables = Sandbox.variables(folder, columns, endpoint, surroundings.path)
        let files = FileManager.default
        try files.createDirectory(atPath: folder + "/home", withIntermediateDirectories: true)
        try files.createDirectory(atPath: programs, withIntermediateDirectories: true)
        for program in ["zenml", "drydock"] {
            guard let executables = surroundings.executables else { continue }
            try files.createSymbolicLink(
                atPath: programs + "/" + program,
                withDestinationPath: executables + "/" + program
            )
        }
        try authorityPEM.write(toFile: authorityFile, atomically: true, encoding: .utf8)
    }

    private static func variables(
        _ folder: String,
        _ columns: Int,
        _ endpoint: String,
        _ path: String
    ) -> [String: String] {
        var variables = [
            "HOME": folder + "/home",
            "PATH": folder + "/bin:" + path,
            "COLUMNS": String(columns),
            "NO_COLOR": "1",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "HTTPS_PROXY": endpoint,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DRYDOCK_ENDPOINT": endpoint,
            SandboxFile.variable: folder + "/sandbox.json",
        ]
        for name in ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] {
            variables[name] = folder + "/ca.pem"
        }
        return variables
    }

    /// Removes the folder and all in it.
    package func remove() {
        try? FileManager.default.removeItem(atPath: folder)
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

    /// Makes the client's store, so that a first command prints no first-run lines.
    package func initialiseClient(clock: WorldClock) throws {
        try ClientStore.initialise(storeLocation, clock: clock, randomness: .seeded(seed + "/store"))
    }

    package var storeLocation: StoreLocation { StoreLocation(variables: variables, home: home) }

    /// Chance of one step: the same whether the step runs in this process or as a program.
    package func seed(ofStep number: Int) -> String { "\(seed)/step \(number)" }

    /// Writes what the programs of a step take from the sandbox.
    package func prepare(step number: Int, clock: WorldClock, endpoint: String) throws {
        let file = SandboxFile(
            clock: clock,
            seed: seed(ofStep: number),
            home: shownHome,
            homePath: home,
            endpoint: endpoint
        )
        try file.write(to: sandboxFile)
    }

    /// `text` with the sandbox's home called as the page calls it.
    package func shown(_ text: String) -> String { text.replacing(home, with: shownHome) }
}
