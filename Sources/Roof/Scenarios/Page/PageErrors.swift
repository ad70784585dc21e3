/// All that is wrong with a page, as far as it can be told at once.
struct PageErrors {
    private(set) var all: [PageError] = []

    mutating func add(_ error: PageError) { all.append(error) }

    /// What `body` returns; nil where it throws, which is kept.
    mutating func attempt<Value>(_ body: () throws(PageError) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            all.append(error)
            return nil
        }
    }

    /// - Throws: the first error, where there is one.
    func throwFirst() throws(PageError) {
        if let first = all.first { throw first }
    }
}
