import Foundation
import GRDB
import OCI

/// The content of small blobs.
extension RegistryTables {
    /// Keeps content, in the place of whatever was kept for its digest.
    func putContent(_ bytes: [UInt8], of digest: Digest) throws {
        try run(
            "INSERT INTO blob (digest, bytes) VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes",
            [digest.description, Data(bytes)]
        )
    }

    /// The content of a blob; nil of one whose content is a file, or is not there.
    func content(of digest: Digest) throws -> [UInt8]? {
        let content: Data? = try value("SELECT bytes FROM blob WHERE digest = ?", [digest.description])
        return content.map { Array($0) }
    }

    func removeContent(of digest: Digest) throws {
        try run("DELETE FROM blob WHERE digest = ?", [digest.description])
    }

    /// The blobs whose content is here.
    func digestsOfContent() throws -> Set<Digest> {
        let texts: [String] = try values("SELECT digest FROM blob")
        return Set(texts.compactMap { Digest($0) })
    }
}
