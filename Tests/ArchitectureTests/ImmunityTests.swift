import Foundation
import Testing

/// The mistakes that others made and that this project is to be immune to (docs/immunity.md): each has a number, and
/// tests that begin with `Immunity`, that number, and the case.
@Suite("Immunity")
struct ImmunityTests {
    private struct Resolved: Decodable {
        struct Pin: Decodable {
            struct State: Decodable { let version: String? }

            let identity: String
            let state: State
        }

        let pins: [Pin]
    }

    /// The exact versions that the build takes.
    private static func pins() throws -> [String: [Int]] {
        let file = PackageDescription.root.appending(path: "Package.resolved")
        let resolved = try JSONDecoder().decode(Resolved.self, from: Data(contentsOf: file))
        return resolved.pins.reduce(into: [:]) { pins, pin in
            pins[pin.identity] = (pin.state.version ?? "").split(separator: ".").compactMap { Int($0) }
        }
    }

    @Test("Immunity 11, CVE-2022-3215, GHSA-7fj7-39wj-c64f, GHSA-cq87-8r7h-962v: SwiftNIO is 2.100.0 or later")
    func pinOfNIO() throws {
        let version = try #require(try Self.pins()["swift-nio"])
        #expect(version.count == 3 && !version.lexicographicallyPrecedes([2, 100, 0]))
        // Nor may a resolution anew take an earlier one.
        let text = try String(contentsOf: PackageDescription.root.appending(path: "Package.swift"), encoding: .utf8)
        let requirement = try #require(text.firstMatch(of: #/apple/swift-nio", from: "(\d+)\.(\d+)\.(\d+)"/#))
        let least = [requirement.1, requirement.2, requirement.3].compactMap { Int($0) }
        #expect(least.count == 3 && !least.lexicographicallyPrecedes([2, 100, 0]))
    }

    @Test("Immunity 12, CVE-2023-44487, CVE-2022-24668, GHSA-4px2-pw77-vc85: there is no HTTP/2 in the build")
    func noHTTP2() throws {
        let pins = try Self.pins()
        #expect(
            pins.keys.filter { $0.contains("http2") || $0.contains("async-http-client") || $0.contains("grpc") }.isEmpty
        )
        #expect(!pins.isEmpty)
    }

    @Test("every case of the list has a test that says so", arguments: 1...19)
    func rows(number: Int) throws {
        let folder = PackageDescription.root.appending(path: "Tests").resolvingSymlinksInPath()
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let named = try (files?.allObjects as? [URL] ?? []).contains { file in
            guard file.pathExtension == "swift" else { return false }
            return try String(contentsOf: file, encoding: .utf8).contains("\"Immunity \(number), ")
        }
        #expect(named, "no test is called \"Immunity \(number), …\"")
    }
}
