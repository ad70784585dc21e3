/// What says how a page from elsewhere is replayed, which stays as it is.
///
/// YAML: the keys of front matter; `page:`, the page's path below the folder that the run is given for such pages;
/// `setup:`, commands that are run first; and `blocks:`, what is done with each fenced block.
package struct CompanionFile: Sendable, Equatable {
    /// What the name of such a file ends in.
    package static let suffix = ".companion.yaml"

    /// The companion's own path.
    package let file: String
    /// The page's path, relative to the folder of foreign pages.
    package let page: String
    package let frontMatter: FrontMatter
    package let setUp: [CompanionBlock.SetUpCommand]
    package let blocks: [CompanionBlock]

    package static func parse(text: String, file: String) throws(PageError) -> CompanionFile {
        let mapping = try YAMLMapping(text: text, file: file, firstLine: 1)
        try mapping.allowOnly(["page", "setup", "blocks"] + FrontMatter.keys)
        guard let page = try mapping.text("page"), !page.isEmpty, !page.hasPrefix("/") else {
            throw PageError(file: file, line: mapping.line, reason: "`page:` takes the page's path, a relative one")
        }
        if let entry = mapping.entry("matrix") {
            throw mapping.error(entry, "a companion file has no matrix: a page from elsewhere is played once")
        }
        var blocks: [CompanionBlock] = []
        for entry in try mapping.mappings("blocks") {
            let block = try CompanionBlock(entry)
            if blocks.contains(where: { $0.ordinal == block.ordinal }) {
                throw PageError(file: file, line: block.line, reason: "block \(block.ordinal) stands here twice")
            }
            blocks.append(block)
        }
        return CompanionFile(
            file: file,
            page: page,
            frontMatter: try FrontMatter(mapping),
            setUp: try mapping.texts("setup").map { CompanionBlock.SetUpCommand(command: $0.text, line: $0.line) },
            blocks: blocks
        )
    }

    /// The scenario of the page: each of its fenced blocks, as this file says.
    ///
    /// A block that is not mentioned here, or starts with another line than it does here, is an error; so are a
    /// placeholder without a value, a value without a placeholder, and a template that is not the other block's
    /// command once its values are filled in.
    /// - Parameters:
    ///   - pageText: the page.
    ///   - pageFile: its path, for errors and reports.
    package func scenario(pageText: String, pageFile: String) throws(PageError) -> Scenario {
        let fences = try FencedBlock.parse(pageText, file: pageFile).blocks
        for entry in blocks where entry.ordinal > fences.count {
            throw error(entry, "the page has \(fences.count) blocks, so there is no block \(entry.ordinal)")
        }
        var pairs: [(entry: CompanionBlock, block: FencedBlock)] = []
        for (index, fence) in fences.enumerated() {
            let first = Substring(fence.lines.first ?? "").trimmingBlanks
            guard let entry = blocks.first(where: { $0.ordinal == index + 1 }) else {
                throw PageError(
                    file: file,
                    line: 1,
                    reason: "block \(index + 1) of the page (\(pageFile):\(fence.line)) is not mentioned: `\(first)`"
                )
            }
            guard first == entry.first else {
                throw error(
                    entry,
                    "block \(entry.ordinal) of the page (\(pageFile):\(fence.line)) starts with `\(first)`, "
                        + "not with `\(entry.first)`"
                )
            }
            pairs.append((entry, fence))
        }
        let replay = ForeignPage(companion: self, pageFile: pageFile, pairs: pairs)
        let items = try replay.items()
        if items.isEmpty { throw PageError(file: file, line: 1, reason: "no block of the page is run") }
        return Scenario(
            file: pageFile,
            frontMatter: frontMatter,
            frontMatterFile: file,
            items: items,
            skips: replay.skips,
            isForeign: true
        )
    }

    func error(_ entry: CompanionBlock, _ reason: String) -> PageError {
        PageError(file: file, line: entry.line, reason: reason)
    }
}
