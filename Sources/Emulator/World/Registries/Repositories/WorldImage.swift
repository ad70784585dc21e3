package import AWSCore
package import Foundation
package import OCI

/// An image, or the images of a layout, that a repository holds from the start.
package struct WorldImage: Sendable, Equatable {
    package let source: Source
    /// Nil where the file says nothing: a layout's images have the names that the layout gives them, a generated one
    /// has none.
    package let tags: [Tag]?
    package let pushedAt: Date
    /// The line of the world's file that the entry begins on, for what is found wrong when the images are read.
    package let line: Int

    /// Where the bytes come from.
    package enum Source: Sendable, Equatable {
        /// A folder in the form of an OCI image layout: its path as the file has it, relative to the file's folder.
        case layout(path: String)
        case generated(ImageRecipe)

        /// The bytes of layers that have to be made.
        package var sizeToMake: Int {
            switch self {
            case .layout: 0
            case .generated(let recipe): recipe.size * recipe.platforms.count
            }
        }
    }

    package init(source: Source, tags: [Tag]? = nil, pushedAt: Date, line: Int) {
        self.source = source
        self.tags = tags
        self.pushedAt = pushedAt
        self.line = line
    }
}

/// What an image is made from that nobody built. The same recipe gives the same bytes everywhere.
package struct ImageRecipe: Sendable, Equatable {
    package let seed: String
    /// The bytes of content in all layers of one platform together.
    package let size: Int
    package let layers: Int
    /// At least one. With more than one the image is an index.
    package let platforms: [Platform]

    package init(seed: String, size: Int, layers: Int, platforms: [Platform]) {
        self.seed = seed
        self.size = size
        self.layers = layers
        self.platforms = platforms
    }
}

/// The images that one repository holds from the start, in the order in which they are put.
package struct InitialImages: Sendable, Equatable {
    package let account: AccountID
    package let region: Region
    /// Its name.
    package let repository: String
    package let images: [WorldImage]

    package init(account: AccountID, region: Region, repository: String, images: [WorldImage]) {
        self.account = account
        self.region = region
        self.repository = repository
        self.images = images
    }
}
