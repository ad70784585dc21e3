/// A number of elements that arrives as text, as in the registry's `n`.
package enum PageSize {
    /// - Throws: ``ImagesError`` unless a page has 1 to `most` elements.
    package static func read(_ text: String, most: Int) throws(ImagesError) -> Int {
        let digits = text.utf8.first == 0x2D ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .invalidParameter("maxResults", "must be a whole number")
        }
        return try check(Int(text) ?? (text.hasPrefix("-") ? Int.min : Int.max), most: most)
    }

    private static func check(_ number: Int, most: Int) throws(ImagesError) -> Int {
        guard number >= 1 else {
            throw .invalidParameter("maxResults", "Member must have value greater than or equal to 1")
        }
        guard number <= most else {
            throw .invalidParameter("maxResults", "Member must have value less than or equal to \(most)")
        }
        return number
    }
}
