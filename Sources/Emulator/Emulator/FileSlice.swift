import Storage

/// Some of a stored file, as the body of an answer: a server sends it without reading it into memory first.
package struct FileSlice: Sendable {
    private let file: OpenFile
    /// Where it begins in the file, in bytes.
    package let offset: Int
    /// Its length in bytes.
    package let count: Int

    init(_ file: OpenFile, _ range: Range<Int>) {
        self.file = file
        offset = range.lowerBound
        count = range.count
    }

    /// Hands out the descriptor of the file, which is good while the body runs and must not be closed.
    package func withDescriptor<Result>(_ body: (Int32) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(file) { try body(file.descriptor) }
    }
}
