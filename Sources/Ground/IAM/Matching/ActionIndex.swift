import Synchronization

/// Which statements of a policy document speak of an action, remembered for the actions that were asked about.
///
/// A document is asked about few actions, and many times; its statements never change.
final class ActionIndex: Sendable {
    /// More actions than this are not remembered, for a simulation may ask about any text.
    private static let limit = 512

    private let places = Mutex<[String: [Int]]>([:])

    /// - Parameter statements: always the same ones.
    /// - Returns: offsets in `statements`, ascending.
    func statements(on action: String, of statements: [PolicyStatement]) -> [Int] {
        if let known = places.withLock({ $0[action] }) { return known }
        let found = statements.indices.filter { statements[$0].matches(action: action) }
        places.withLock { places in
            if places.count < Self.limit { places[action] = found }
        }
        return found
    }
}
