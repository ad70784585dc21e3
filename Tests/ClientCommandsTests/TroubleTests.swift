import ClientStore
import CurlHTTP
import Testing

/// What goes wrong in the middle of a command: it is said in one line, and the store is as it was before.
@Suite("Trouble in the middle")
struct TroubleTests {
    private static let options = "--type aws --resource-type docker-registry --auto-configure"
    private static let changed = "The service connector 'c' was changed meanwhile by another command: try again."

    private func homeWithConnector() async throws -> CommandHome {
        let home = try CommandHome()
        #expect(await home.zenml("service-connector register c \(Self.options)").status == 0)
        return home
    }

    @Test(
        "no answer: the way in which none came is said",
        arguments: [
            (TransportError.Kind.connect, "Could not connect to the endpoint URL: \"http://127.0.0.1:9/\""),
            (.connectTimeout, "Connect timeout on endpoint URL: \"http://127.0.0.1:9/\""),
            (.timeout, "Read timeout on endpoint URL: \"http://127.0.0.1:9/\""),
            (.tls, "SSL validation failed for http://127.0.0.1:9/ refused"),
            (.closed, "Connection was closed before we received a valid response from endpoint URL"),
        ]
    )
    func noAnswer(_ kind: TransportError.Kind, _ sentence: String) async throws {
        let home = try await homeWithConnector()
        let before = try await home.storedState()
        for line in [
            "service-connector register d \(Self.options)", "service-connector update c --description new",
            "service-connector verify c", "service-connector login c",
        ] {
            home.aws.meanwhile { home.aws.trouble = .transport(kind) }
            let result = await home.zenml(line)
            #expect(result.status == 1, "\(line)")
            let said = result.error.split(separator: "\n")
            #expect(said.count == 1 && said[0].hasPrefix("Error: ") && said[0].contains(sentence), "\(line): \(said)")
            home.aws.trouble = nil
        }
        #expect(try await home.storedState() == before)
        #expect(home.logins.isEmpty)
    }

    @Test("credentials that expire between two calls of one command")
    func expiring() async throws {
        let home = try await homeWithConnector()
        let before = try await home.storedState()
        for line in ["service-connector update c --description new", "service-connector login c"] {
            home.aws.meanwhile { home.aws.trouble = .expiredToken }
            let result = await home.zenml(line)
            #expect(result.status == 1)
            #expect(result.error.contains("(ExpiredToken)"), "\(result.error)")
            #expect(result.error.hasSuffix("The security token included in the request is expired\n"))
            home.aws.trouble = nil
        }
        #expect(try await home.storedState() == before)
        #expect(home.logins.isEmpty)
    }

    @Test("another client's change is not lost: who read the connector before it is told, and changes nothing")
    func changedMeanwhile() async throws {
        let home = try await homeWithConnector()
        home.aws.meanwhile {
            let other = await home.zenml("service-connector update c --description theirs --no-verify")
            #expect(other.status == 0)
        }
        let line = "service-connector update c --label mine=yes"
        let refused = await home.zenml(line)
        #expect(refused.status == 1 && refused.error == "Error: \(Self.changed)\n", "\(refused.error)")
        let theirs = try #require(try await home.storedState().connectors.first)
        #expect(theirs.description == "theirs" && theirs.labels.isEmpty)

        #expect(await home.zenml(line).status == 0)
        let both = try #require(try await home.storedState().connectors.first)
        #expect(both.description == "theirs" && both.labels.map(\.key) == ["mine"])
    }

    @Test("a connector that another client deletes meanwhile does not come back")
    func deletedMeanwhile() async throws {
        let home = try await homeWithConnector()
        home.aws.meanwhile { #expect(await home.zenml("service-connector delete c").status == 0) }
        let refused = await home.zenml("service-connector update c --description new")
        #expect(refused.status == 1 && refused.error.split(separator: "\n").count == 1)
        #expect(try await home.storedState().connectors.isEmpty)
    }
}
