import Foundation
import Testing

/// The walls of the house: who may use whom, by the package's own description and by what the sources import.
@Suite("The house")
struct HouseTests {
    /// The parts of the house, and what each stands on. The wings do not know each other.
    private static let parts: [String: Set<String>] = [
        "Ground": ["Ground"],
        "Emulator": ["Ground", "Emulator"],
        "Client": ["Ground", "Client"],
        "Roof": ["Ground", "Emulator", "Client", "Roof"],
    ]
    /// What reads the process's environment for the others; of a test, that is the library that tests use.
    private static let executables: Set = [
        "drydock", "zenml", "DrydockTesting", "StandardStreams", "BareServer", "DecisionsBenchmark",
        "RegistryBenchmark", "ScaleBenchmark",
    ]

    @Test("every target stands in the folder of its part, and uses only what stands before it in Package.swift")
    func order() async throws {
        let targets = try await PackageDescription.load().targets.filter { $0.part != nil }
        var standing: [String: String] = [:]
        for target in targets {
            let part = try #require(target.part)
            let ground = try #require(Self.parts[part], "\(part) is not a part of the house")
            for used in target.dependencies where !used.isProduct {
                let usedPart = try #require(standing[used.name], "\(used.name) comes after \(target.name)")
                #expect(ground.contains(usedPart), "\(target.name) of \(part) uses \(used.name) of \(usedPart)")
            }
            standing[target.name] = part
        }
        let folders = try Set(Self.sources().map(\.target))
        #expect(folders.subtracting(standing.keys).isEmpty)
        #expect(Set(standing.values) == Set(Self.parts.keys))
    }

    @Test("the client's wing never reaches the emulator's, nor the other way")
    func wings() async throws {
        let uses = try await Self.uses()
        let targets = try await PackageDescription.load().targets
        let wings = ["Emulator", "Client"].map { part in Set(targets.filter { $0.part == part }.map(\.name)) }
        for (wing, other) in [(wings[0], wings[1]), (wings[1], wings[0])] {
            #expect(!wing.isEmpty)
            for target in wing {
                #expect(Self.reached(from: target, uses).isDisjoint(with: other), "\(target)")
            }
        }
        #expect(Self.reached(from: "zenml", uses).isDisjoint(with: wings[0]))
    }

    @Test("only the targets that the plan names see OpenSSL, zlib, libcurl and sockets")
    func systemLibraries() async throws {
        let uses = try await Self.uses(products: true)
        let seeing = { (name: String) in Set(uses.filter { $0.value.contains(name) }.keys) }
        #expect(seeing("COpenSSL") == ["Cryptography", "CertificateAuthority", "TLS"])
        #expect(seeing("CZlib") == ["Packages"])
        #expect(seeing("CCurl") == ["CurlHTTP"])
        #expect(seeing("NIOPosix").subtracting(Self.executables) == ["EmulatorServer", "Scenarios"])
        #expect(seeing("GRDB") == ["Storage", "ClientStore"])
    }

    @Test("a source imports only what its target depends on")
    func imports() async throws {
        let uses = try await Self.uses(products: true)
        for source in try Self.sources() {
            let allowed = (uses[source.target] ?? []).union(["NIOFoundationCompat"])
            for module in source.imports where uses[module] != nil {
                #expect(allowed.contains(module), "\(source.path) imports \(module)")
            }
        }
    }

    @Test("no two types of the house share a name")
    func names() throws {
        let declaration =
            #/^(?:public |package |final |indirect )*(?:struct|class|enum|actor|protocol|typealias) (\w+)/#
        var targets: [String: Set<String>] = [:]
        for source in try Self.sources() {
            for (_, line) in source.lines {
                guard let name = line.firstMatch(of: declaration)?.1 else { continue }
                targets[String(name), default: []].insert(source.target)
            }
        }
        #expect(targets.count > 1_000)
        // Each of these shortens one generic type of its own floor.
        let shortened: Set = ["Libcrypto"]
        for (name, found) in targets where found.count > 1 && !shortened.contains(name) {
            Issue.record("\(found.sorted().joined(separator: " and ")) have a type \(name) each; rename one")
        }
    }

    @Test("nothing below the executables asks the process for its environment, time, chance, streams or directory")
    func inputs() throws {
        let forbidden = [
            "ProcessInfo", "CommandLine.arguments", "getenv(", "setenv(", "currentDirectoryPath", "Date()", "Date.now",
            "UUID()", "SystemRandomNumberGenerator", ".random(in:", "print(", "FileHandle.standard", "exit(",
            "NSHomeDirectory", "homeDirectoryForCurrentUser", "isatty(", "stdout", "stderr", "arc4random",
        ]
        // The ground floor's two doors to the machine's time and chance.
        let doors = [
            "Ground/Determinism/WorldClock.swift": ["Date()"], "Ground/Determinism/Randomness.swift": forbidden,
        ]
        for source in try Self.sources() where !Self.executables.contains(source.target) {
            for (number, line) in source.lines {
                for word in forbidden where line.contains(word) {
                    if word == ".random(in:", line.contains("using:") { continue }
                    if word == "exit(" || word == "print(", !line.containsCall(word) { continue }
                    let isDoor = doors[source.path]?.contains(word) ?? false
                    #expect(isDoor, "\(source.path):\(number) uses \(word)")
                }
            }
        }
    }

    @Test("Base64, percent-encoding and JSON are read and written strictly, by one reader and writer each")
    func oneOfEach() throws {
        let forbidden = [
            "base64EncodedString", "base64EncodedData", "base64Encoded:", "addingPercentEncoding",
            "removingPercentEncoding", "JSONSerialization",
        ]
        for source in try Self.sources() {
            for (number, line) in source.lines {
                for word in forbidden where line.contains(word) {
                    Issue.record("\(source.path):\(number) uses Foundation's \(word)")
                }
            }
        }
    }

    /// Targets that only tests use.
    private static let testTargets: Set = ["TestSupport", "ClientComparison", "CompareZenML"]

    private static func uses(products: Bool = false) async throws -> [String: Set<String>] {
        let description = try await PackageDescription.load()
        var uses: [String: Set<String>] = [:]
        for target in description.targets where target.type != "test" && !testTargets.contains(target.name) {
            let names = target.dependencies.filter { products || !$0.isProduct }.map(\.name)
            uses[target.name] = Set(names)
        }
        return uses
    }

    private static func reached(from target: String, _ uses: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var open = uses[target] ?? []
        while let next = open.popFirst() {
            guard reached.insert(next).inserted else { continue }
            open.formUnion(uses[next] ?? [])
        }
        return reached
    }

    private static func sources() throws -> [Source] {
        let folder = PackageDescription.root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (files?.allObjects as? [URL] ?? [])
            .filter { $0.pathExtension == "swift" }
            .map { try Source(path: String($0.path.dropFirst(folder.path.count + 1)), url: $0) }
    }
}

/// One Swift file of `Sources`.
private struct Source {
    /// The path below `Sources`.
    let path: String
    /// Lines with their numbers, comments left out.
    let lines: [(Int, String)]

    init(path: String, url: URL) throws {
        self.path = path
        let text = try String(contentsOf: url, encoding: .utf8)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            line.drop { $0 == " " }.hasPrefix("//") ? nil : (index + 1, String(line))
        }
    }

    /// The second folder: the first is the part of the house.
    var target: String { path.split(separator: "/", maxSplits: 2).dropFirst().first.map(String.init) ?? "" }

    var imports: [String] {
        lines.compactMap { _, line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else { return nil }
            return String(words[words.count - 1].prefix { $0 != "." })
        }
    }
}

extension String {
    /// Whether `call`, such as `exit(`, stands as a function of its own and not as the end of a longer name or a
    /// member.
    fileprivate func containsCall(_ call: String) -> Bool {
        ranges(of: call).contains { range in
            guard range.lowerBound > startIndex else { return true }
            let before = self[index(before: range.lowerBound)]
            return !(before.isLetter || before.isNumber || before == "_" || before == "." || before == "\"")
        }
    }
}
