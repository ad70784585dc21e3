/// Why the content of a layer cannot be read.
package enum LayerFault: Error, Sendable, Hashable {
    /// It is not an archive, or is cut off or altered.
    case damaged
    /// It is compressed in a way that is not read here, such as zstd.
    case unknownCompression
    /// It unpacks to more than is read of an image.
    case tooLarge
}
