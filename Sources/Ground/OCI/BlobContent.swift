/// A blob that can be had piece by piece, as often as it is asked for: a file of a layout, or content that is
/// generated.
package protocol BlobContent: Sendable {
    var digest: Digest { get }
    /// In bytes.
    var size: Int { get }

    /// Hands the content over from its start to its end, in pieces that are valid for one call of `body`. Memory does
    /// not grow with the blob's size.
    ///
    /// - Throws: what `body` throws, which ends it, and what goes wrong with the content.
    func write(_ body: (UnsafeRawBufferPointer) throws -> Void) throws
}
