import Synchronization

/// What is done with the images of a world, one step for all images after the other.
package enum ImageStep: Sendable {
    /// Generated ones are made, for their digests.
    case making
    /// All are brought into the storage.
    case storing
}

/// Counts the bytes of images that are loaded, and ends it when nobody waits for them any more.
final class ImageLoading: Sendable {
    private struct State {
        var step = ImageStep.making
        var done = 0
        var total = 0
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let progress: Emulator.ImageProgress

    init(_ progress: @escaping Emulator.ImageProgress) {
        self.progress = progress
    }

    func begin(_ step: ImageStep, total: Int) {
        state.withLock { state in
            (state.step, state.done, state.total) = (step, 0, total)
        }
    }

    func cancel() { state.withLock { $0.isCancelled = true } }

    /// - Throws: `CancellationError` once it is cancelled.
    func check() throws {
        if state.withLock(\.isCancelled) { throw CancellationError() }
    }

    /// Counts bytes of the step that is under way.
    ///
    /// - Throws: `CancellationError` once it is cancelled.
    func add(_ bytes: Int) throws {
        let (step, done, total) = try state.withLock { state in
            if state.isCancelled { throw CancellationError() }
            state.done += bytes
            return (state.step, state.done, state.total)
        }
        progress(step, done, total)
    }
}
