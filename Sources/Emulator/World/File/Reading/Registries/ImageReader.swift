import AWSCore
import Foundation
import OCI

/// The images that a repository holds from the start.
struct ImageReader {
    /// The seeds of generated images begin with it.
    private let name: String
    /// When an image was pushed that does not say so.
    private let createdAt: Date
    /// Whether a tag may be given again, as it moves from one image to another that is pushed later.
    private let tagsMayMove: Bool
    /// The most bytes that a file in a layer may have: a tar archive's header takes eleven octal digits.
    private static let longestLayer = 0o77_777_777_777
    /// The bytes of an image that does not say how many it has.
    static let usualSize = 65_536
    /// The platform of an image that names none.
    static let usualPlatform = Platform(os: "linux", architecture: "amd64")
    /// The line of every tag so far.
    private var tagLines: [Tag: Int] = [:]

    private init(name: String, createdAt: Date, tagsMayMove: Bool) {
        self.name = name
        self.createdAt = createdAt
        self.tagsMayMove = tagsMayMove
    }

    /// - Parameter field: a list of entries; nil where nothing is written.
    static func images(_ field: YAMLField?, of repository: Repository) throws(WorldFileError) -> [WorldImage] {
        let reader = ImageReader(name: repository.name, createdAt: repository.createdAt, tagsMayMove: false)
        return try reader.images(field)
    }

    /// The images of a repository of an upstream.
    static func images(_ field: YAMLField?, of name: String, at host: String) throws(WorldFileError) -> [WorldImage] {
        let reader = ImageReader(
            name: host + "/" + name,
            createdAt: WorldReader.usualCreation,
            tagsMayMove: true
        )
        return try reader.images(field)
    }

    private func images(_ field: YAMLField?) throws(WorldFileError) -> [WorldImage] {
        var reader = self
        var images: [WorldImage] = []
        for (index, entry) in (try field?.list() ?? []).enumerated() {
            images.append(try reader.image(entry, position: index + 1))
        }
        return images
    }

    private mutating func image(_ entry: YAMLField, position: Int) throws(WorldFileError) -> WorldImage {
        let record = try entry.record(InitialImageKey.self)
        let source: WorldImage.Source
        switch (record[.layout], record[.generate]) {
        case (let layout?, nil):
            source = .layout(path: try path(layout))
        case (nil, let generate?):
            source = .generated(try recipe(generate, position: position))
        case (.some, .some):
            throw entry.error("\(entry.what) has both layout and generate; keep one of them")
        case (nil, nil):
            throw entry.error(
                "\(entry.what) has neither layout nor generate; add layout: with the folder of an OCI image layout, or "
                    + "generate: {}"
            )
        }
        return WorldImage(
            source: source,
            tags: try record[.tags].map { field throws(WorldFileError) in try tags(field) },
            pushedAt: try record[.pushedAt]?.moment() ?? createdAt,
            line: entry.line
        )
    }

    private func path(_ field: YAMLField) throws(WorldFileError) -> String {
        let path = try field.text()
        guard !path.utf8.contains(0) else {
            throw field.error("\(field.what) holds a zero byte, which no path has; take it out")
        }
        return path
    }

    private func recipe(_ field: YAMLField, position: Int) throws(WorldFileError) -> ImageRecipe {
        let record = try field.record(ImageRecipeKey.self)
        let size = try record[.size]?.size(upTo: 16) ?? Self.usualSize
        let layers = try record[.layers]?.integer(in: 1...127) ?? 1
        guard size / layers < Self.longestLayer else {
            throw (record[.size] ?? field).error(
                "\(field.what) has layers of 8GiB or more, which tar archives cannot hold; give it more layers"
            )
        }
        return ImageRecipe(
            seed: try record[.seed]?.text() ?? Self.seed(of: name, position: position),
            size: size,
            layers: layers,
            platforms: try platforms(record[.platforms])
        )
    }

    /// The seed of an image that names none.
    ///
    /// - Parameters:
    ///   - name: the repository's, at an upstream with its host before it.
    ///   - position: from 1.
    static func seed(of name: String, position: Int) -> String { "\(name) \(position)" }

    private func platforms(_ field: YAMLField?) throws(WorldFileError) -> [Platform] {
        guard let field else { return [Self.usualPlatform] }
        var platforms: [Platform] = []
        for entry in try field.list() {
            let text = try entry.text()
            guard let platform = Platform(text) else {
                throw entry.error(
                    "'\(text)' is not a platform; write OS/ARCHITECTURE, such as linux/amd64 or linux/arm64/v8"
                )
            }
            guard !platforms.contains(platform) else {
                throw entry.error("the platform '\(text)' stands twice in \(field.what); keep one")
            }
            platforms.append(platform)
        }
        guard !platforms.isEmpty else {
            throw field.error("\(field.what) is empty; write one such as linux/amd64, or take it out")
        }
        return platforms
    }

    /// Tags, each of which stands once in the repository.
    private mutating func tags(_ field: YAMLField) throws(WorldFileError) -> [Tag] {
        var tags: [Tag] = []
        for entry in try field.list() {
            let text = try entry.text()
            guard let tag = Tag(text) else {
                throw entry.error(
                    "'\(text)' is not a tag of an image; write 1 to \(Tag.longest) letters, digits or characters of _.- "
                        + "that do not begin with . or -"
                )
            }
            if let line = tagLines[tag], !tagsMayMove || tags.contains(tag) {
                throw entry.error(
                    "the tag '\(tag)' stands on line \(line) already; a tag is of one image of a repository only"
                )
            }
            tagLines[tag] = entry.line
            tags.append(tag)
        }
        return tags
    }
}
