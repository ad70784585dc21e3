import AWSProtocols

/// `nextToken` and `maxResults`, as all lists take them (emulator.md D.4).
struct PageRequest: Sendable {
    private static let usualSize = 100

    let nextToken: String?
    let maxResults: Int?

    init(_ members: InputMembers) throws(ECRError) {
        nextToken = try members.string("nextToken")
        maxResults = try members.integer("maxResults")
    }

    var requestParameters: [String: JSONValue] {
        var parameters: [String: JSONValue] = [:]
        if let maxResults { parameters["maxResults"] = .integer(maxResults) }
        if let nextToken { parameters["nextToken"] = .string(nextToken) }
        return parameters
    }

    /// - Throws: AWS's error unless a page has 1 to `most` elements.
    func check(most: Int = 1_000) throws(ECRError) {
        if let maxResults { try PageSize.check(maxResults, most: most) }
    }

    /// - Throws: AWS's error where a page is asked for although the elements are named by `member`.
    func checkUnused(with member: String) throws(ECRError) {
        guard nextToken == nil else {
            throw .invalidParameter("nextToken", "nextToken cannot be used when \(member) is specified")
        }
        guard maxResults == nil else {
            throw .invalidParameter("maxResults", "maxResults cannot be used when \(member) is specified")
        }
    }

    /// How many elements the page has at most.
    var size: Int { maxResults ?? Self.usualSize }

    /// The key that the page begins after; nil for the first page.
    ///
    /// - Parameter question: see ``PageToken/question``.
    /// - Throws: ``ECRError/invalidPageToken``.
    func start(for question: [String]) throws(ECRError) -> String? {
        guard let nextToken else { return nil }
        return try PageToken.last(in: nextToken, question: question)
    }

    /// The page, and the token of the next where there is more.
    ///
    /// - Parameters:
    ///   - found: what comes after ``start(for:)`` in ascending order of the keys; one more than ``size`` says that
    ///     there is more.
    ///   - size: the most elements; nil is ``size``.
    ///   - key: ASCII without `|`.
    func cut<Element>(
        _ found: some Sequence<Element>,
        for question: [String],
        size: Int? = nil,
        by key: (Element) -> String
    ) -> (elements: [Element], nextToken: String?) {
        let size = size ?? self.size
        let probe = Array(found.prefix(size + 1))
        let page = Array(probe.prefix(size))
        guard probe.count > page.count, let last = page.last else { return (page, nil) }
        return (page, PageToken(question: question, last: key(last)).text)
    }
}

/// A number of elements that arrives as text, as in the registry's `n`.
package enum PageSize {
    /// - Throws: AWS's error unless a page has 1 to `most` elements.
    package static func read(_ text: String, most: Int) throws(ECRError) -> Int {
        let digits = text.utf8.first == 0x2D ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .invalidParameter("maxResults", "must be a whole number")
        }
        return try check(Int(text) ?? (text.hasPrefix("-") ? Int.min : Int.max), most: most)
    }

    @discardableResult
    static func check(_ number: Int, most: Int) throws(ECRError) -> Int {
        guard number >= 1 else {
            throw .invalidParameter("maxResults", "Member must have value greater than or equal to 1")
        }
        guard number <= most else {
            throw .invalidParameter("maxResults", "Member must have value less than or equal to \(most)")
        }
        return number
    }
}
