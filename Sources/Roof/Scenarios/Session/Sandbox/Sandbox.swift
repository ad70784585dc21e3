import AWSClient
package import ClientStore
package import Determinism
import Foundation
import Storage

/// The home, files and environment of one scenario. Nothing outside its folder is read or written.
package struct Sandbox: Sendable {
    private let files: SandboxHome
    private let programs: [String: String]
    /// What the home is called in what is printed.
    package let shownHome: String
    /// What identifiers are drawn from.
    package let seed: String
    /// The width of the terminal.
    package let columns: Int
    /// The environment of every command.
    package let variables: [String: String]

    package var home: String { files.home }
    private static let sandboxFile = "sandbox.json"
    private static let programFolder = "bin"

    /// What the runner needs to know of the process that it runs in.
    package struct Surroundings: Sendable {
        /// Where sandboxes are made.
        package let temporaryFolder: String
        /// Where those are made in which no program runs, so that little is written; nil, and they are made with the others.
        package let memoryFolder: String?
        /// Where programs from outside are found: the value of `PATH`.
        package let path: String
        /// The folder with the executables `zenml` and `drydock`; nil where there are none.
        package let executables: String?

        package init(temporaryFolder: String, memoryFolder: String? = nil, path: String, executables: String?) {
            self.temporaryFolder = temporaryFolder
            self.memoryFolder = memoryFolder
            self.path = path
            self.executables = executables
        }

        /// Removes what killed processes left behind.
        func removeAbandoned() {
            for folder in [temporaryFolder, memoryFolder].compactMap(\.self) { SandboxHome.removeAbandoned(in: folder) }
            RegistryStore.removeAbandoned(below: temporaryFolder)
        }
    }

    /// Makes the folder, with the CA's certificate in it.
    ///
    /// - Parameters:
    ///   - name: what tells it apart from all others.
    ///   - runsPrograms: whether programs may run in it.
    ///   - programs: the paths of programs that stand in for those with these names: another `zenml`, another `aws`.
    package init(
        name: String,
        runsPrograms: Bool = true,
        shownHome: String,
        seed: String,
        columns: Int,
        endpoint: String,
        authorityPEM: String,
        in surroundings: Surroundings,
        programs: [String: String] = [:]
    ) throws {
        files = try SandboxHome(
            in: (runsPrograms ? nil : surroundings.memoryFolder) ?? surroundings.temporaryFolder,
            for: .scenario,
            name: name,
            authorityPEM: authorityPEM
        )
        let folder = files.folder
        self.shownHome = shownHome
        self.seed = seed
        self.columns = columns
        variables = files.variables(endpoint: endpoint).merging([
            "PATH": "\(folder)/\(Self.programFolder):\(surroundings.path)",
            // A docker engine of the machine's would not see the proxy, and log in at the real AWS. Where there is none,
            // the docker command logs in by itself.
            "DOCKER_HOST": "unix://" + folder + "/no-engine.sock",
            "COLUMNS": String(columns),
            "NO_COLOR": "1",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "AWS_PAGER": "",
            "PYTHONDONTWRITEBYTECODE": "1",
            SandboxFile.variable: folder + "/" + Self.sandboxFile,
        ]) { _, own in own }
        .merging(programs[ClientProgram.client] == nil ? [:] : Self.otherClientVariables) { own, _ in own }
        var paths: [String: String] = [:]
        if let executables = surroundings.executables {
            for name in [ClientProgram.client, ClientProgram.emulator] { paths[name] = executables + "/" + name }
        }
        self.programs = paths.merging(programs) { _, other in other }
    }

    /// What upstream ZenML would send to its makers, and a browser that it would open.
    private static let otherClientVariables = ["ZENML_ANALYTICS_OPT_IN": "false", "AUTO_OPEN_DASHBOARD": "false"]

    /// Makes what programs need, with links to ours, before the first of them, or the first file of the page's, which may be
    /// one or have the client start one. Most pages have neither.
    private func prepareForPrograms() throws {
        let folder = "\(files.folder)/\(Self.programFolder)"
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        try files.prepareForPrograms()
        try files.makeFolder(Self.programFolder)
        for (name, path) in programs {
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: path)
        }
    }

    /// Removes the folder and all in it.
    package func remove() {
        // What a program left in a page's container is not a reason for the page to fail.
        try? files.remove()
    }

    /// Writes a file below the home.
    ///
    /// - Parameter name: a relative path that stays below the home.
    /// - Throws: an error of one line, where it cannot be written, or a link would lead elsewhere.
    package func write(_ text: String, to name: String) throws {
        try prepareForPrograms()
        try files.write(text, to: name)
    }

    /// Writes `~/.aws/config` and `~/.aws/credentials`, as `aws configure` does; sets no variables.
    package func writeIdentity(accessKeyID: String?, secretAccessKey: String?, region: String?) throws {
        try files.writeIdentity(accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, region: region)
    }

    /// Makes the client's store, so that a first command prints no first-run lines.
    ///
    /// - Parameters:
    ///   - template: what its file is made from; nil, and its tables are made anew.
    ///   - keeper: keeps it open for the first command; nil, and it is closed.
    package func initialiseClient(
        clock: WorldClock,
        template: StoreTemplate? = nil,
        keeper: ClientStoreKeeper? = nil
    ) throws {
        try ClientStore.initialise(
            storeLocation,
            clock: clock,
            randomness: .seeded(seed + "/store"),
            template: template,
            keeper: keeper
        )
    }

    package var storeLocation: StoreLocation { StoreLocation(variables: variables, home: home, isDurable: false) }

    /// Chance of one step: the same whether the step runs in this process or as a program.
    package func seed(ofStep number: Int) -> String { "\(seed)/step \(number)" }

    /// Writes what the programs of a step take from the sandbox.
    package func prepare(step number: Int, clock: WorldClock, endpoint: String) throws {
        try prepareForPrograms()
        let file = SandboxFile(
            clock: clock,
            seed: seed(ofStep: number),
            home: shownHome,
            homePath: home,
            endpoint: endpoint
        )
        try files.writeBesideHome(try file.text, to: Self.sandboxFile)
    }

    /// `text` with the sandbox's home called as the page calls it.
    package func shown(_ text: String) -> String {
        let shown = ByteSearch(Array(home.utf8)).replacing(in: Array(text.utf8), with: Array(shownHome.utf8))
        return String(decoding: shown, as: UTF8.self)
    }
}
