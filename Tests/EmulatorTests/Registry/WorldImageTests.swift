import AWSProtocols
import Dispatch
import Emulator
import Synchronization
import Testing

@Suite("The images of a world")
struct WorldImageTests {
    private static let worldYAML = TestBench.worldYAML.replacing(
        "app: {}",
        with: "app: {images: [{generate: {size: 300KiB}, tags: [v1]}]}"
    )

    private static func tags(_ bench: TestBench) async throws -> [JSONValue?]? {
        let list = try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#).json()
        return list["imageIds"]?.array?.map { $0["imageTag"] }
    }

    @Test("are no more made once the start is cancelled")
    func cancelledWhileMade() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let emulator = bench.emulator
        let steps = Mutex<[Int]>([])
        let start = Task {
            try await emulator.prepareImages { step, done, _ in
                #expect(step == .making)
                steps.withLock { $0.append(done) }
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: CancellationError.self) { try await start.value }
        #expect(steps.withLock(\.count) == 1)
    }

    @Test("are no more loaded once the start is cancelled, in the middle of a layer, and are by the next one")
    func cancelledWhileLoaded() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let emulator = bench.emulator
        let (steps, continuation) = AsyncStream.makeStream(of: [Int].self)
        let isCancelled = DispatchSemaphore(value: 0)
        let start = Task {
            try await emulator.prepareImages { step, done, total in
                guard step == .storing else { return }
                continuation.yield([done, total])
                isCancelled.wait()
            }
        }
        var iterator = steps.makeAsyncIterator()
        let first = try #require(await iterator.next())
        start.cancel()
        isCancelled.signal()
        await #expect(throws: CancellationError.self) { try await start.value }
        continuation.finish()
        #expect(await iterator.next() == nil)
        #expect(0 < first[0] && first[0] < first[1])
        #expect(try await Self.tags(bench) == [])
        try await emulator.prepareImages()
        #expect(try await Self.tags(bench) == ["v1"])
    }
}
