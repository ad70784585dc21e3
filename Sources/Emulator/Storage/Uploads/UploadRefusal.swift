package import OCI

/// Why an upload does not take a part, or does not become a layer.
package enum UploadRefusal: Error, Sendable, Hashable {
    /// It has been finished, cancelled, or went with its repository.
    case gone
    /// Another part is coming in, or it is being finished.
    case busy
    /// A part begins at `first` where the byte `expected` comes next.
    case outOfOrder(first: Int, expected: Int)
    /// The content has another digest than was said. The upload stays as it is.
    case digestMismatch(calculated: Digest)
    /// No bytes have come. The upload stays as it is.
    case empty
}
