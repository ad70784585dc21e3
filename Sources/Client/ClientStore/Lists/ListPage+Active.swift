extension ListPage where Record: Identifiable {
    /// The items with the active one first; where it is on another page, it is shown all the same.
    package func items(withActiveFirst active: Record?) -> [Record] {
        guard let active else { return items }
        return [active] + items.filter { $0.id != active.id }
    }
}
