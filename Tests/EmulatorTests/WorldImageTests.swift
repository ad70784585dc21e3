import AWSProtocols
import Emulator
import Testing

@Suite("The images of a world")
struct WorldImageTests {
    private static let worldYAML = TestBench.worldYAML.replacing(
        "app: {}",
        with: "app: {images: [{generate: {size: 4KiB, layers: 3}, tags: [v1]}]}"
    )

    private static func tags(_ bench: TestBench) async throws -> [JSONValue?]? {
        let list = try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#).json()
        return list["imageIds"]?.array?.map { $0["imageTag"] }
    }

    @Test("are no more loaded once the start is cancelled, and are by the next one")
    func cancelled() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let emulator = bench.emulator
        let start = Task {
            try await emulator.prepareImages { _, _ in withUnsafeCurrentTask { $0?.cancel() } }
        }
        await #expect(throws: CancellationError.self) { try await start.value }
        #expect(try await Self.tags(bench) == [])
        try await emulator.prepareImages()
        #expect(try await Self.tags(bench) == ["v1"])
    }
}
