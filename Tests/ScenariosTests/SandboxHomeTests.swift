import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("The home of a sandbox")
struct SandboxHomeTests {
    private let folder: TemporaryFolder
    private let home: SandboxHome

    init() throws {
        folder = try TemporaryFolder()
        home = try SandboxHome(in: folder.path, for: .scenario, name: "1", authorityPEM: "PEM\n")
    }

    @Test("tells container programs to keep images, state and locks in its folder")
    func containers() throws {
        try home.prepareForPrograms()
        let variables = home.variables(endpoint: "http://127.0.0.1:1")
        let storage = try String(contentsOfFile: #require(variables["CONTAINERS_STORAGE_CONF"]), encoding: .utf8)
        let engine = try String(contentsOfFile: #require(variables["CONTAINERS_CONF"]), encoding: .utf8)
        #expect(storage.contains("driver = \"vfs\""))
        for line in (storage + engine).split(separator: "\n") where line.contains("\"/") {
            #expect(line.contains("\"\(home.folder)/"), "\(line)")
        }
        #expect(engine.contains("lock_type = \"file\""))
        // Otherwise root's cache of layers would be the machine's.
        #expect(variables["_CONTAINERS_ROOTLESS_UID"] == "1")
    }

    @Test("has no docker engine for a page: one of the machine's would not see the proxy")
    func dockerEngine() throws {
        let sandbox = try Sandbox(
            name: "page",
            shownHome: "/home/user",
            seed: "seed",
            columns: 80,
            endpoint: "http://127.0.0.1:1",
            authorityPEM: "PEM\n",
            in: Sandbox.Surroundings(temporaryFolder: folder.path, path: "/bin", executables: nil)
        )
        defer { sandbox.remove() }
        let address = try #require(sandbox.variables["DOCKER_HOST"])
        #expect(address.hasPrefix("unix://" + folder.path + "/"))
        #expect(!FileManager.default.fileExists(atPath: String(address.dropFirst("unix://".count))))
    }

    @Test("is its owner's alone, and is made once")
    func privacy() throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: home.folder)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(throws: (any Error).self) {
            try SandboxHome(in: folder.path, for: .scenario, name: "1", authorityPEM: "")
        }
        #expect(try folder.text(of: "drydock-test-1/ca.pem") == "PEM\n")
    }

    @Test("goes with what nobody may write in it")
    func removal() throws {
        try home.write("x", to: "cache/module/file")
        for name in ["cache/module", "cache"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: home.home + "/" + name)
        }
        try home.remove()
        #expect(!FileManager.default.fileExists(atPath: home.folder))
    }
}
