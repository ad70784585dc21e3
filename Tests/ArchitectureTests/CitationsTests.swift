import Foundation
import Testing

/// What sources say of the documents: `docs/PAGE.md`, and behind it, after a comma and between quotation marks, the
/// headings that are meant.
@Suite("Citations")
struct CitationsTests {
    @Test("every page and heading that a source cites is there")
    func sources() throws {
        let pages = try Pages.load()
        let texts = ["Sources", "Tests", "Benchmarks"].flatMap(Self.files).filter { $0.pathExtension == "swift" }
        var cited = 0
        for file in texts where file.lastPathComponent != "CitationsTests.swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            guard text.contains(".md") else { continue }
            for passage in Passage.all(in: text) where passage.text.contains(".md") {
                let citations = passage.citations
                cited += citations.reduce(0) { $0 + $1.headings.count }
                for fault in citations.flatMap(pages.faults) + pages.bareNames(in: passage) {
                    Issue.record("\(PackageDescription.path(of: file)):\(passage.line): \(fault)")
                }
            }
        }
        #expect(cited > 250)
    }

    @Test("every link of the documents leads to a file, and to a heading of it")
    func links() throws {
        let pages = try Pages.load()
        let root = PackageDescription.root
        let documents = (["README.md", "CONTRIBUTING.md"] + pages.byPath.keys.sorted()).map { root.appending(path: $0) }
        var links = 0
        for document in documents {
            let text = try String(contentsOf: document, encoding: .utf8)
            for link in Page.links(in: text) {
                links += 1
                guard let fault = try Self.fault(of: link, in: document) else { continue }
                Issue.record("\(PackageDescription.path(of: document)): \(fault)")
            }
        }
        #expect(links > 150)
    }

    @Test("a citation is found across lines, and one that leads nowhere is told")
    func reading() throws {
        let text = """
            /// Takes a layer (docs/a/one.md, "First things" and
            /// "Second things"; docs/two.md).
            let help = "docs/three.md says more"
            // See one.md.
            """
        let passages = Passage.all(in: text)
        #expect(passages.map(\.line) == [1, 3, 4])
        #expect(
            passages.flatMap(\.citations) == [
                Citation(page: "docs/a/one.md", headings: ["First things", "Second things"]),
                Citation(page: "docs/two.md", headings: []), Citation(page: "docs/three.md", headings: []),
            ]
        )
        let pages = Pages(byPath: ["docs/a/one.md": Page("# One\n## First things"), "docs/two.md": Page("")])
        #expect(
            passages.flatMap(\.citations).flatMap(pages.faults) == [
                #"docs/a/one.md has no heading "Second things""#, "there is no docs/three.md",
            ]
        )
        #expect(passages.flatMap(pages.bareNames) == ["one.md is cited without its folder"])
        #expect(pages.bareNames(in: Passage(line: 1, text: "spec/one.md, image-index.md")) == [])
    }

    @Test("a heading's anchor is the one that GitHub makes of it, and links in code are none")
    func markdown() {
        let page = Page(
            """
            # What `x` does, and how
            ## Again
            ```sh
            # not a heading
            ```
            ## Again
            """
        )
        #expect(page.headings == ["What `x` does, and how", "Again", "Again"])
        #expect(page.anchors == ["what-x-does-and-how", "again", "again-1"])
        let text = "[a](b.md#c) `[d](e)` ``[f`](g)`` [h\ni](#j)\n```\n[k](l)\n```\n[m](https://n.example)"
        #expect(Page.links(in: text) == ["b.md#c", "#j"])
    }

    /// What is wrong with a link of a document; nil where nothing is.
    private static func fault(of link: String, in document: URL) throws -> String? {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts.first ?? ""
        let target =
            path.isEmpty ? document : document.deletingLastPathComponent().appending(path: path).standardizedFileURL
        guard FileManager.default.fileExists(atPath: target.path) else { return "\(link): there is no such file" }
        guard parts.count == 2, let anchor = parts.last else { return nil }
        let page = Page(try String(contentsOf: target, encoding: .utf8))
        return page.anchors.contains(anchor) ? nil : "\(link): there is no such heading"
    }

    fileprivate static func files(below folder: String) -> [URL] {
        let found = FileManager.default.enumerator(
            at: PackageDescription.root.appending(path: folder),
            includingPropertiesForKeys: nil
        )
        return found?.allObjects as? [URL] ?? []
    }
}

/// A page of the documents that a source names, with the headings that it means.
private struct Citation: Equatable {
    let page: String
    let headings: [String]
}

/// Lines of a source that read as one: those of a comment, or a line of code.
private struct Passage {
    /// The first one's number.
    let line: Int
    var isComment = true
    var text: String

    static func all(in text: String) -> [Passage] {
        var passages: [Passage] = []
        var isComment = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.drop { $0 == " " }
            let comment = content.hasPrefix("//") ? content.drop { $0 == "/" }.drop { $0 == " " } : nil
            if let comment, isComment, let last = passages.indices.last {
                passages[last].text += " " + comment
            } else {
                passages.append(Passage(line: index + 1, isComment: comment != nil, text: String(comment ?? content)))
            }
            isComment = comment != nil
        }
        return passages
    }

    var citations: [Citation] {
        text.matches(of: #/(docs/[A-Za-z0-9_/\-]+\.md)((?:,? (?:and )?"[^"]+")*)/#).map { match in
            Citation(page: String(match.1), headings: match.2.matches(of: #/"([^"]+)"/#).map { String($0.1) })
        }
    }
}

/// The headings of a page, without the marks, and the anchors by which links name them.
private struct Page {
    private(set) var headings: [String] = []
    private(set) var anchors: [String] = []

    init(_ text: String) {
        for line in Self.proseLines(of: text) {
            guard let match = line.wholeMatch(of: #/#{1,6} (.+)/#) else { continue }
            let heading = String(match.1)
            headings.append(heading)
            let name = Self.anchor(of: heading)
            let earlier = headings.dropLast().count { Self.anchor(of: $0) == name }
            anchors.append(earlier == 0 ? name : "\(name)-\(earlier)")
        }
    }

    private static func anchor(of heading: String) -> String {
        heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
            .replacing(" ", with: "-")
    }

    /// The targets of a text's links that are not addresses of the network.
    static func links(in text: String) -> [String] {
        withoutCode(proseLines(of: text).joined(separator: "\n"))
            .matches(of: #/\]\(([^()\s]+)\)/#).map { String($0.1) }.filter { !$0.contains("://") }
    }

    /// The lines outside of fenced blocks.
    private static func proseLines(of text: String) -> [Substring] {
        var fence: Substring?
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let mark = line.drop { $0 == " " }.prefix { $0 == "`" }
            guard mark.count >= 3 else { return fence == nil }
            if fence == nil { fence = mark } else if fence == mark { fence = nil }
            return false
        }
    }

    /// The text without what stands between equal runs of backquotes.
    private static func withoutCode(_ text: String) -> String {
        var kept = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "`") {
            kept += rest[..<start]
            let mark = rest[start...].prefix { $0 == "`" }
            rest = rest[mark.endIndex...]
            var inside = rest
            while let next = inside.firstIndex(of: "`") {
                let end = inside[next...].prefix { $0 == "`" }
                inside = inside[end.endIndex...]
                if end.count == mark.count {
                    rest = inside
                    break
                }
            }
        }
        return kept + rest
    }
}

/// The pages below `docs`, by their paths.
private struct Pages {
    let byPath: [String: Page]

    /// Names of pages that sources once cited, and that nobody has.
    private static let specification = ["emulator.md", "client.md", "immunity.md", "design.md"]

    init(byPath: [String: Page]) { self.byPath = byPath }

    static func load() throws -> Pages {
        let files = CitationsTests.files(below: "docs").filter { $0.pathExtension == "md" }
        return try Pages(
            byPath: files.reduce(into: [:]) { pages, file in
                pages[PackageDescription.path(of: file)] = Page(try String(contentsOf: file, encoding: .utf8))
            }
        )
    }

    func faults(_ citation: Citation) -> [String] {
        guard let page = byPath[citation.page] else { return ["there is no \(citation.page)"] }
        return citation.headings.filter { !page.headings.contains($0) }
            .map { "\(citation.page) has no heading \"\($0)\"" }
    }

    /// Pages that a passage names without the folders that they are in; in code, where a name may be any file's, only
    /// those that nobody has.
    func bareNames(in passage: Passage) -> [String] {
        let present = byPath.keys.compactMap { $0.split(separator: "/").last.map(String.init) }
        let names = Set(Self.specification + (passage.isComment ? present : [])).subtracting(["README.md"])
        return passage.text.matches(of: #/[\w.\/\-]+\.md\b/#).map { String($0.output) }.filter(names.contains)
            .map { "\($0) is cited without its folder" }
    }
}

extension PackageDescription {
    /// The path of a file from the package's folder.
    fileprivate static func path(of file: URL) -> String { String(file.path.dropFirst(root.path.count + 1)) }
}
