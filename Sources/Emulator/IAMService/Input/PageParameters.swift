import AWSProtocols
import Cryptography

/// `Marker` and `MaxItems`, by which a list is read piece by piece (docs/aws/iam-api.md, "Pages").
struct PageParameters: Sendable {
    private let marker: String?
    private let most: Int

    /// - Parameter takesSize: whether the operation has `MaxItems`.
    init(_ input: inout IAMInput, takesSize: Bool = true) throws(IAMError) {
        marker = try input.text("Marker", .marker)
        most = try takesSize ? input.integer("MaxItems", .value(1...1_000)) ?? 100 : 100
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
        let list = list.joined(separator: "|")
        let last = try lastKey(of: list)
        let rest = items.map { (key: key($0), item: $0) }.sorted { $0.key < $1.key }
            .filter { item in last.map { item.key > $0 } ?? true }
        return page(rest[...], of: list)
    }

    /// The page of a list that does not change, such as a report's.
    ///
    /// - Parameters:
    ///   - items: all of it, in its order.
    ///   - list: as for other lists.
    ///   - key: what an item is told apart by.
    /// - Throws: for a marker that is none of this list's.
    func page<Item>(
        ofOrdered items: [Item],
        _ list: String...,
        by key: (Item) -> String
    ) throws(IAMError) -> (items: [Item], rest: [QueryResult.Member]) {
        let list = list.joined(separator: "|")
        let keyed = items.map { (key: key($0), item: $0) }
        guard let last = try lastKey(of: list) else { return page(keyed[...], of: list) }
        guard let index = keyed.firstIndex(where: { $0.key == last }) else { throw .invalidMarker }
        return page(keyed[(index + 1)...], of: list)
    }

    /// The key of the last item of the page before; nil on the first page.
    private func lastKey(of list: String) throws(IAMError) -> String? {
        guard let marker else { return nil }
        guard let content = CheckedText.decode(marker), content.hasPrefix(list + "|") else { throw .invalidMarker }
        return String(content.dropFirst(list.count + 1))
    }

    private func page<Item>(
        _ rest: ArraySlice<(key: String, item: Item)>,
        of list: String
    ) -> (items: [Item], rest: [QueryResult.Member]) {
        let page = rest.prefix(most)
        guard rest.count > most, let last = page.last else {
            return (page.map(\.item), [.boolean("IsTruncated", false)])
        }
        return (
            page.map(\.item),
            [.boolean("IsTruncated", true), .text("Marker", CheckedText.encode(list + "|" + last.key))]
        )
    }
}
