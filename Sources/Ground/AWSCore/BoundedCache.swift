/// Values that can be made again, by key, and no more of them than a capacity.
///
/// They live in two generations. A value that is asked for goes to the younger one; when that is full, the older one is
/// dropped and the younger takes its place. So what is used stays, and nothing costs more than one look-up.
package struct BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private let generationSize: Int

    /// - Parameter capacity: how many values are kept at most.
    package init(capacity: Int) {
        generationSize = max(1, capacity / 2)
    }

    /// How many values are kept.
    package var count: Int { young.count + old.count }

    /// The value of a key; nil where none is kept.
    package mutating func value(of key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old[key] else { return nil }
        keep(value, of: key)
        return value
    }

    package mutating func keep(_ value: Value, of key: Key) {
        if young.count >= generationSize, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = value
        old[key] = nil
    }

    package mutating func forget(_ key: Key) {
        young[key] = nil
        old[key] = nil
    }

    package mutating func forgetAll() {
        young = [:]
        old = [:]
    }
}
