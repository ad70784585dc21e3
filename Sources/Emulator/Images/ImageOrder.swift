import Foundation
import OCI
package import Storage

/// The order of images in lists: the oldest first (AWS promises none; docs/aws/ecr.md, "Pages").
package enum ImageOrder {
    /// A text that sorts as the time of the push and then the digest do. It stays what it is while other images come and
    /// go, so that a page's token stays good.
    package static func key(_ position: ImagePosition) -> String {
        // Counted as the storage counts: from another moment on, the last bits would be others.
        let bits = position.pushedAt.timeIntervalSinceReferenceDate.bitPattern
        // The bits of a number sort as numbers do, once the sign is turned and what is negative counts backwards.
        let ordered = bits >> 63 == 0 ? bits | 1 << 63 : ~bits
        let digits = String(ordered, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits + " " + position.digest.description
    }

    /// The same for one name of an image: its tag comes last.
    package static func key(_ entry: ImageEntry) -> String {
        let key = key(ImagePosition(pushedAt: entry.pushedAt, digest: entry.digest))
        return entry.tag.map { "\(key) \($0)" } ?? key
    }

    /// What a key says.
    ///
    /// - Throws: ``ImagesError/invalidPageToken`` for a text that is not one.
    package static func imagePosition(_ key: String) throws(ImagesError) -> ImagePosition {
        let entry = try position(key)
        return ImagePosition(pushedAt: entry.pushedAt, digest: entry.digest)
    }

    /// What a key of an entry says.
    ///
    /// - Throws: ``ImagesError/invalidPageToken`` for a text that is not one.
    package static func position(_ key: String) throws(ImagesError) -> ImageEntry {
        let parts = key.split(separator: " ", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let ordered = UInt64(parts[0], radix: 16), let digest = Digest(parts[1])
        else { throw .invalidPageToken }
        let bits = ordered >> 63 == 1 ? ordered ^ 1 << 63 : ~ordered
        return ImageEntry(
            digest: digest,
            tag: parts.count == 3 ? String(parts[2]) : nil,
            pushedAt: Date(timeIntervalSinceReferenceDate: Double(bitPattern: bits))
        )
    }
}
