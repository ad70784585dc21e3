import AWSProtocols
import Cryptography

/// `Marker` and `MaxItems`, by which a list is read piece by piece (docs/aws/iam-api.md, "Pages").
struct PageParameters: Sendable {
    private let marker: String?
    private let most: Int

    init(_ input: inout IAMInput) throws(IAMError) {
        marker = try input.text("Marker", .marker)
        most = try input.integer("MaxItems", .value(1...1_000)) ?? 100
    }

    /// The page of a list, and what says whether there is another.
    ///
    /// - Parameters:
    ///   - list: what is listed, such as the operation's name and what narrows it: a marker is good for no other list.
    ///   - items: all of it, in any order.
    ///   - key: what an item is told apart by; the list has this order.
    /// - Throws: for a marker that is none of this list's.
    func page<Item>(
        of items: [Item],
        _ list: String...,
        by key: (Item) -> String
    ) throws(IAMError) -> (items: [Item], rest: [QueryResult.Member]) {
        let question = list.joined(separator: "|")
        var after: String?
        if let marker {
            guard let content = CheckedText.decode(marker), content.hasPrefix(question + "|") else {
                throw .invalidMarker
            }
            after = String(content.dropFirst(question.count + 1))
        }
        let ordered = items.map { (key: key($0), item: $0) }.sorted { $0.key < $1.key }
            .filter { item in after.map { item.key > $0 } ?? true }
        let page = ordered.prefix(most)
        guard ordered.count > most, let last = page.last else {
            return (page.map(\.item), [.boolean("IsTruncated", false)])
        }
        return (
            page.map(\.item),
            [
                .boolean("IsTruncated", true),
                .text("Marker", CheckedText.encode(question + "|" + last.key)),
            ]
        )
    }
}
