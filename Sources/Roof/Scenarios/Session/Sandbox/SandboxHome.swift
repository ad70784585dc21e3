package import DrydockCommands
import Foundation
import Glibc
import Storage

/// A folder with a home in it, made for one scenario or one command: what both have of files and variables.
///
/// The folder is locked as long as it is in use. What a killed process leaves behind is removed by the next one.
package struct SandboxHome: Sendable {
    /// What the names of folders begin with, so that those of killed processes are found.
    package enum Purpose: String, CaseIterable, Sendable {
        /// `drydock exec` and `drydock shell`.
        case command = "drydock-exec-"
        /// A scenario.
        case scenario = "drydock-test-"
    }

    /// The folder of everything. It is its owner's alone.
    package let folder: String
    private let files: PrivateFolder
    private let lock: FolderLock

    package var home: String { Self.home(in: folder) }
    private static func home(in folder: String) -> String { folder + "/" + homeName }
    private static let homeName = "home"
    private static let authorityName = "ca.pem"
    private static let temporaryName = "tmp"
    private var containers: ContainerConfiguration { ContainerConfiguration(folder: folder) }

    /// Makes the folder, which must not exist, with the CA's certificate in it.
    ///
    /// - Parameters:
    ///   - parent: where the folder is made.
    ///   - name: what tells it apart from all others there of this purpose.
    /// - Throws: an error of one line, where something cannot be made.
    package init(in parent: String, for purpose: Purpose, name: String, authorityPEM: String) throws {
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        folder = parent + "/" + purpose.rawValue + name
        files = PrivateFolder(path: folder)
        try files.make()
        do {
            lock = try FolderLock(new: folder)
            try files.makeFolder(Self.homeName)
            try files.write(authorityPEM, to: Self.authorityName)
        } catch {
            // An empty one goes also where no descriptor is left to look for mounts.
            if rmdir(folder) != 0 { try? SandboxRemoval.remove(folder) }
            throw error
        }
    }

    /// Makes what programs need: a folder for temporary files, and the files of container programs.
    ///
    /// - Throws: an error of one line, where something cannot be made.
    func prepareForPrograms() throws {
        try files.makeFolder(Self.temporaryName)
        try containers.write(in: self)
    }

    /// Removes the folders of processes that had no chance to, and ends what still runs there.
    package static func removeAbandoned(in parent: String) {
        for purpose in Purpose.allCases {
            // A folder that resists was named by the process that failed to remove it.
            FolderLock.forEachAbandoned(in: parent, prefix: purpose.rawValue) { folder in
                OrphanedProcesses.end(home: home(in: folder))
                try? SandboxRemoval.remove(folder)
            }
        }
    }

    /// The variables by which programs reach the emulator at `endpoint`, and nothing that is real: by default proxy and CA,
    /// for AWS's own host names; home, temporary files, and the files of container programs.
    package func variables(endpoint: String, by way: ClientWay = .proxy) -> [String: String] {
        let variables = [
            "HOME": home,
            "TMPDIR": folder + "/" + Self.temporaryName,
            "AWS_EC2_METADATA_DISABLED": "true",
        ]
        // Without a key and a region, which ~/.aws has here.
        let authority = folder + "/" + Self.authorityName
        let settings = ClientVariable.settings(by: way, [.endpoint: endpoint, .authorityFile: authority])
        return variables.merging(settings) { own, _ in own }.merging(containers.variables) { own, _ in own }
    }

    /// Writes a file below the home.
    ///
    /// - Parameter name: a relative path that stays below the home.
    /// - Throws: an error of one line, where it cannot be written, or a link would lead elsewhere.
    package func write(_ text: String, to name: String) throws {
        try files.write(text, to: Self.homeName + "/" + name)
    }

    /// Writes a file beside the home, where nobody looks for one.
    func writeBesideHome(_ text: String, to name: String) throws { try files.write(text, to: name) }

    /// Makes a folder beside the home.
    func makeFolder(_ name: String) throws { try files.makeFolder(name) }

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
        defer { lock.release() }
        try SandboxRemoval.remove(folder)
    }
}
