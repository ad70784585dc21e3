import OCI

/// A blob's content before it has its place: whole, and of the digest.
struct StagedBlob: Sendable {
    enum Content: Sendable {
        /// In memory, on its way into the database.
        case bytes([UInt8])
        /// Under a temporary name.
        ///
        /// - Parameter isSynced: whether it is on the disk; one that seemed to be there already may not be.
        case file(OpenFile, isSynced: Bool)
    }

    let digest: Digest
    /// Bytes.
    let size: Int
    let content: Content
}
