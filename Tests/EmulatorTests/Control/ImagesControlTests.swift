import AWSProtocols
import Determinism
import Emulator
import Testing

@Suite("The list of images")
struct ImagesControlTests {
    private func images(_ bench: TestBench, _ name: String? = nil) async throws -> [RepositoryImages] {
        try await bench.emulator.control(ReadImages(in: name))
    }

    @Test("has the repositories of all accounts, also without images")
    func all() async throws {
        let bench = try TestBench()
        let repositories = try await images(bench)
        #expect(
            repositories.map(\.uri) == [
                "123456789012.dkr.ecr.us-east-1.amazonaws.com/app",
                "210987654321.dkr.ecr.us-east-1.amazonaws.com/other",
            ]
        )
        #expect(repositories.allSatisfy { $0.images.isEmpty })
    }

    @Test("has what was pushed, the oldest first, by name and by URI")
    func pushed() async throws {
        let bench = try TestBench()
        let token = try await bench.basic()
        try await bench.pushImage("first", to: "app", tag: "v1", authorization: token)
        bench.clock.advance(by: 60)
        try await bench.pushImage("second", to: "app", tag: "v2", authorization: token)
        let app = try #require(try await images(bench, "app").first)
        #expect(app.images.map(\.tags) == [["v1"], ["v2"]])
        #expect(app.images.map(\.size) == [2 + "first".utf8.count, 2 + "second".utf8.count])
        #expect(app.images.map(\.pushedAt) == ["2026-03-01T12:00:00Z", "2026-03-01T12:01:00Z"])
        let digests = try await bench.ecr("DescribeImages", #"{"repositoryName":"app"}"#).json()["imageDetails"]?.array
        #expect(app.images.map(\.digest) == digests?.compactMap { $0["imageDigest"]?.string })
        #expect(try await images(bench, app.uri) == [app])
        let body = try await bench.send("GET", "/_drydock/images?repository=other").json()
        #expect(body.array?.first?["name"] == "other")
    }

    @Test("names a repository that there is")
    func unknown() async throws {
        let bench = try TestBench()
        let error = await #expect(throws: ControlError.self) { try await images(bench, "nothing") }
        #expect(error?.status == 404)
        #expect(error?.message == "The world has no repository 'nothing'; drydock images lists all.")
    }
}
