import Foundation
import TestSupport
import Testing

@Suite("The page about what is covered")
struct CoverageTests {
    private static let root = ProjectFolder.url.path

    @Test("is what the table of operations, the sources and the pages make of it")
    func coverage() throws {
        let made = try CoveragePage(root: Self.root).text()
        let path = Self.root + "/docs/coverage.md"
        if ProcessInfo.processInfo.environment["COVERAGE"] == "write" {
            try made.write(toFile: path, atomically: true, encoding: .utf8)
        }
        for (operation, files) in [
            ("AssumeRole", "`state.db`"), ("PutRegistryPolicy", "`state.db`"),
            ("DeleteRepository", "`state.db` `registry.db`"),
            ("StartImageScan", "`registry.db`"), ("PutImage", "`registry.db`"),
            ("UploadLayerPart", "an upload, in memory"),
            ("DescribeImageScanFindings", "reads"), ("ListImages", "reads"), ("GetCallerIdentity", "reads"),
        ] {
            let row = made.split(separator: "\n").first { $0.hasPrefix("| \(operation) |") }
            #expect(row?.contains("| \(files) |") == true, "\(row ?? "")")
        }
        let kept = try String(contentsOfFile: path, encoding: .utf8)
        #expect(made == kept, "run `make coverage`")
    }
}
