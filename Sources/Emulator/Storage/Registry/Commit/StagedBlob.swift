import OCI

/// A blob's content under a temporary name: whole, of the digest, and about to get its place.
struct StagedBlob: Sendable {
    let digest: Digest
    /// Bytes.
    let size: Int
    let file: OpenFile
    /// Whether the content is on the disk; one that seemed to be there already may not be.
    let isSynced: Bool
}
