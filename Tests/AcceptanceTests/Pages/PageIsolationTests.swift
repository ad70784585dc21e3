import Glibc
import NIOPosix
import Testing

@testable import Scenarios

/// What pages of one run share, which are played at the same time, and what each has for itself.
@Suite("Pages that play side by side", .timeLimit(.minutes(2)))
struct PageIsolationTests {
    /// Changes its world, its store and its journal, and hands its registry's login to the other page.
    private static let first = """
        $ cksum < "$SSL_CERT_FILE"
        [..]
        $ zenml service-connector register mine --type aws --resource-type docker-registry --auto-configure > shown 2>&1
        $ zenml service-connector login mine --resource-type docker-registry > shown 2>&1
        $ drydock iam create-user --user-name mine > shown
        $ sed -n 's/.*"auth" *: *"\\(.*\\)".*/\\1/p' ~/.docker/config.json > FOLDER/login
        $ read answer < FOLDER/answer; echo "the other page got $answer"
        the other page got 400
        $ login=$(sed -n 's/.*"auth" *: *"\\(.*\\)".*/\\1/p' ~/.docker/config.json); REGISTRY
        200
        """

    /// Uses the login of the other page, which plays at the same time, and looks for what that page has made.
    private static let second = """
        $ cksum < "$SSL_CERT_FILE"
        [..]
        $ login=$(cat FOLDER/login); REGISTRY > FOLDER/answer
        $ zenml service-connector list
        No service connectors found for the given filters.
        $ drydock iam show mine
        [..]
        [exit 1]
        $ drydock events
        1 [..] ecr:RegistryVersionCheck [..]
        """

    private static let registry =
        "curl --silent --output /dev/null --write-out '%{http_code}\\n' --header \"Authorization: Basic $login\" "
        + "https://123456789012.dkr.ecr.us-east-1.amazonaws.com/v2/"

    @Test("share their run's certificate authority, and neither worlds nor stores, logins and journals")
    func apart() async throws {
        try await withTemporaryFolder { folder in
            // Whoever opens a pipe waits for the other, so both pages are under way.
            for name in ["login", "answer"] { try #require(mkfifo(folder + "/" + name, 0o600) == 0) }
            let scenarios = try [("first", Self.first), ("second", Self.second)].map { name, steps in
                let steps = steps.replacing("REGISTRY", with: Self.registry)
                    .replacing("FOLDER", with: folder)
                let text = page(steps, matter: "identity: developer\nregion: us-east-1")
                return try ScenarioPage.parse(text: text, file: folder + "/\(name).md")
            }
            let run = await ScenarioRunner(
                surroundings: TestSurroundings.make(in: folder),
                group: MultiThreadedEventLoopGroup.singleton,
                jobs: 2
            ).run(Plan(scenarios))
            for instance in run.instances { #expect(instance.verdict == .passed, "\(instance.report)") }
            let authorities = run.instances.map { $0.transcripts.first?.lines }
            #expect(authorities.count == 2 && authorities.first == authorities.last)
        }
    }
}
