import Foundation
import Storage
import Testing

@Suite("The data directory")
struct DataDirectoryTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/new/data" }
    private let world = "accounts:\n  \"123456789012\": {}\n"
    private let key = [UInt8](repeating: 7, count: 32)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func open(_ path: String? = nil, world: String? = nil, key: [UInt8]? = nil) throws -> DataDirectory {
        try DataDirectory(path: path ?? self.path, worldYAML: world ?? self.world, newTokenKey: key ?? self.key)
    }

    private func refusal(_ path: String? = nil, world: String? = nil) throws -> String {
        let error = try #require(throws: StorageError.self) { try open(path, world: world) }
        #expect(!error.description.contains("\n"))
        return error.description
    }

    @Test("It is made where there is none, private, and keeps world, key and changes")
    func keeping() throws {
        #expect(try DataDirectory.keptWorld(at: path) == nil)
        do {
            let directory = try open()
            #expect(directory.tokenKey == key)
            try directory.changes.append([Data([1, 2, 3])])
            #expect(try folder.mode(of: "new/data") == 0o700)
            for name in ["world.yaml", "token.key", "state.db", "registry.db", "lock"] {
                #expect(try folder.mode(of: "new/data/" + name) == 0o600, "\(name)")
            }
        }
        #expect(try DataDirectory.keptWorld(at: path) == world)
        let again = try open(key: [UInt8](repeating: 9, count: 32))
        #expect(again.tokenKey == key)
        #expect(try again.changes.all() == [Data([1, 2, 3])])
    }

    @Test("Another world is refused, to the byte, and what is kept stays")
    func otherWorld() throws {
        do { _ = try open() }
        let expected = "\(path) keeps the state of another world; start with \(path)/world.yaml, or use another folder"
        #expect(try refusal(world: world + "# more\n") == expected)
        #expect(try DataDirectory.keptWorld(at: path) == world)
        _ = try open()
    }

    @Test("Two emulators never share one, and the lock ends with its holder")
    func lock() throws {
        var first: DataDirectory? = try open()
        #expect(try refusal() == "\(path) is in use by another emulator; stop that one or use another folder")
        #expect(first?.path == path)
        first = nil
        _ = try open()
    }

    @Test("What is done while it is held is done by nobody else, in a folder that is then taken")
    func whileHeld() throws {
        let path = path
        try DataDirectory.whileHeld(path) {
            try folder.write([1], to: "new/data/ca.key")
            #expect(try refusal() == "\(path) is in use by another emulator; stop that one or use another folder")
        }
        let directory = try open()
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).contains("ca.key"))
        #expect(throws: StorageError.self) { try DataDirectory.whileHeld(path) { Issue.record("held by two") } }
        try folder.write([1], to: "thesis.txt")
        #expect(throws: StorageError.self) { try DataDirectory.whileHeld(folder.path) {} }
    }

    @Test("A folder that holds other things is left alone")
    func foreignFolder() throws {
        try folder.write([1], to: "thesis.txt")
        #expect(try refusal(folder.path).contains("holds other things, such as 'thesis.txt'; name a folder"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["thesis.txt"])
    }

    @Test("A file in its place, a place that cannot be made, and a damaged key are one clear error each")
    func refusals() throws {
        try folder.write([1], to: "file")
        #expect(try refusal(folder.path + "/file").hasSuffix("/file is a file; name a folder"))
        #expect(try refusal(folder.path + "/file/below").contains("/file/below cannot be made; "))
        #expect(try refusal("/proc/drydock-data").contains("cannot be made; "))
        do { _ = try open() }
        try folder.write([1, 2], to: "new/data/token.key")
        #expect(try refusal().contains("token.key is damaged: it has 2 bytes, not 32; "))
    }

    @Test("A start that was cut off before the world was kept is taken up")
    func cutOff() throws {
        do { _ = try open() }
        try FileManager.default.removeItem(atPath: path + "/world.yaml")
        try folder.write(Array("half a wor".utf8), to: "new/data/world.yaml.new")
        _ = try open(world: "accounts: {}\n")
        #expect(try DataDirectory.keptWorld(at: path) == "accounts: {}\n")
    }

    @Test("Changes without their world are not given to another")
    func missingWorld() throws {
        do { try open().changes.append([Data([1])]) }
        try FileManager.default.removeItem(atPath: path + "/world.yaml")
        #expect(try refusal() == "\(path) is damaged: world.yaml is missing; put it back, or use another folder")
    }

    @Test("A folder that was open to others is closed to them")
    func closing() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        _ = try open(folder.path)
        #expect(try folder.mode() == 0o700)
    }
}
