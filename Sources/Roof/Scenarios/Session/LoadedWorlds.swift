import Synchronization
import World

/// The worlds that a run has read, by their texts: a world is a value, so any number of emulators may begin with one.
final class LoadedWorlds: Sendable {
    private struct Key: Hashable {
        let yaml: String
        let fileName: String
    }

    private let known = Mutex<[Key: World]>([:])

    /// The world that there is where a page names none.
    let standard = World.standard()

    /// The world of a text, read when it is first asked for.
    ///
    /// - Parameter fileName: how errors name its file.
    func world(yaml: String, fileName: String) throws(WorldFileError) -> World {
        let key = Key(yaml: yaml, fileName: fileName)
        if let world = known.withLock({ $0[key] }) { return world }
        let world = try World.load(yaml: yaml, fileName: fileName)
        known.withLock { $0[key] = world }
        return world
    }
}
