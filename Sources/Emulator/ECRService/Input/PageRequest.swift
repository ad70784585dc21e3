import AWSProtocols
import Images

/// `nextToken` and `maxResults`, as all lists take them (docs/aws/ecr.md, "Pages").
struct PageRequest: Sendable {
    private static let usualSize = 100

    let nextToken: String?
    let maxResults: Int?

    /// - Parameter most: how many elements a page may have.
    init(_ input: inout ECRInput, atMost most: Int = 1_000) throws(ECRError) {
        nextToken = try input.text("nextToken")
        maxResults = try input.integer("maxResults", .value(1...most))
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
    /// - Throws: AWS's error for a token that is garbled or another question's.
    func start(for question: [String]) throws(ECRError) -> String? {
        try start(for: question) { $0 }
    }

    /// What the key says that the page begins after; nil for the first page.
    ///
    /// - Throws: AWS's error for a token that is garbled or another question's.
    func start<Position>(
        for question: [String],
        _ position: (String) throws(ImagesError) -> Position
    ) throws(ECRError) -> Position? {
        guard let nextToken else { return nil }
        do throws(ImagesError) {
            return try position(try PageToken.last(in: nextToken, question: question))
        } catch {
            throw ECRError(error)
        }
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
