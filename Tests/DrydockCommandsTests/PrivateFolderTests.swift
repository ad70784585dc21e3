import Foundation
import TestSupport
import Testing

@testable import DrydockCommands

@Suite("What is written into a sandbox")
struct PrivateFolderTests {
    private let folder: TemporaryFolder
    private let files: PrivateFolder

    init() throws {
        folder = try TemporaryFolder()
        files = PrivateFolder(path: folder["sandbox"])
        try files.make()
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder[name])[.posixPermissions] as? Int
    }

    @Test("is its owner's alone")
    func modes() throws {
        try files.write("text", to: "a/b/file")
        try files.makeFolder("c/d")
        try files.write("other", to: "a/b/file")
        #expect(try folder.text(of: "sandbox/a/b/file") == "other")
        #expect(try mode("sandbox/a/b/file") == 0o600)
        for name in ["", "/a", "/a/b", "/c", "/c/d"] { #expect(try mode("sandbox" + name) == 0o700, "\(name)") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder["sandbox/a/b"]) == ["file"])
    }

    @Test("goes through no link: of a file, of a folder on the way, of the folder itself")
    func links() throws {
        try folder.write("kept", to: "outside/file")
        let manager = FileManager.default
        try files.makeFolder("in")
        try manager.createSymbolicLink(atPath: folder["sandbox/in/file"], withDestinationPath: folder["outside/file"])
        try manager.createSymbolicLink(atPath: folder["sandbox/in/nowhere"], withDestinationPath: folder["outside/new"])
        try manager.createSymbolicLink(atPath: folder["sandbox/link"], withDestinationPath: folder["outside"])
        try manager.createSymbolicLink(atPath: folder["other"], withDestinationPath: folder["outside"])
        for name in ["in/file", "in/nowhere", "link/file", "link/new", "link/deep/new"] {
            #expect(throws: PrivateFolder.Failure.self, "\(name)") { try files.write("text", to: name) }
        }
        #expect(throws: PrivateFolder.Failure.self) {
            try PrivateFolder(path: folder["other"]).write("text", to: "file")
        }
        #expect(throws: PrivateFolder.Failure.self) { try files.makeFolder("link/new") }
        #expect(try folder.text(of: "outside/file") == "kept")
        #expect(try manager.contentsOfDirectory(atPath: folder["outside"]) == ["file"])
    }

    @Test("replaces a file that has another name elsewhere, and a pipe, without writing to them")
    func replaced() throws {
        try folder.write("kept", to: "outside")
        #expect(link(folder["outside"], folder["sandbox/hard"]) == 0)
        #expect(mkfifo(folder["sandbox/pipe"], 0o600) == 0)
        for name in ["hard", "pipe"] {
            try files.write("text", to: name)
            #expect(try folder.text(of: "sandbox/" + name) == "text")
        }
        #expect(try folder.text(of: "outside") == "kept")
    }

    @Test("says what stands in the way")
    func messages() throws {
        try files.makeFolder("folder")
        try FileManager.default.createSymbolicLink(atPath: folder["sandbox/link"], withDestinationPath: "folder")
        let link = "link is a symbolic link or no folder, and nothing is written through one"
        #expect(throws: PrivateFolder.Failure(description: link)) { try files.write("text", to: "link/file") }
        #expect(throws: PrivateFolder.Failure(description: link)) { try files.write("text", to: "link") }
        #expect(throws: PrivateFolder.Failure(description: "folder cannot be written: Is a directory")) {
            try files.write("text", to: "folder")
        }
    }
}
