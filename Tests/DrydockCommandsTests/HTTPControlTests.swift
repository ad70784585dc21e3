import CurlHTTP
import DrydockCommands
import Emulator
import TestSupport
import Testing

@Suite("Speaking to an emulator over HTTP")
struct HTTPControlTests {
    private func answer(
        to verb: some ControlVerb,
        _ handler: @escaping @Sendable (FixtureServer.Request) -> FixtureServer.Answer
    ) async throws -> (refusal: String?, target: String?) {
        let server = try FixtureServer(handler)
        defer { server.stop() }
        let driver = CurlDriver()
        defer { driver.shutDown() }
        do {
            _ = try await HTTPControl(endpoint: server.url, driver: driver).call(verb)
            return (nil, server.requests.first?.target)
        } catch {
            return ("\(error)".replacing(server.url, with: "ENDPOINT"), server.requests.first?.target)
        }
    }

    @Test("an answer that is too large says so, and not that nothing answers")
    func tooLarge() async throws {
        let refusal = try await answer(to: ReadImages()) { _ in
            .response(200, body: String(repeating: " ", count: (16 << 20) + 1))
        }.refusal
        #expect(
            refusal
                == "the answer of ENDPOINT has more than 16777216 bytes, the most that drydock takes: ask for less, such "
                + "as one repository or identity by its name"
        )
    }

    @Test("filters are sent as they are, whatever is in them")
    func filters() async throws {
        let filter = EventFilter(denied: true, caller: "a&b=c", call: "ecr:*", repository: "team/app")
        let page = #"{"events":[],"next":7,"hasMore":false}"#
        let (refusal, target) = try await answer(to: ReadEvents(after: 7, matching: filter)) { _ in
            .response(200, body: page)
        }
        #expect(refusal == nil)
        #expect(
            target
                == "/_drydock/events?after=7&denied=true&caller=a%26b%3Dc&call=ecr%3A%2A&repository=team%2Fapp"
        )
    }
}
