import ClientComparison
import TestSupport
import Testing

@Suite("Reading transcripts", .enabled(if: SharedFolder.isPresent))
struct GoldenTranscriptTests {
    private static let text = """
        # env: COLUMNS=60 NO_COLOR=1 HOME=/home/dev not-a-terminal AWS_DEFAULT_REGION=us-east-1
        # file ~/.aws/config:
        #   [default]
        #   region = us-east-1
        $ zenml stack delete s1
        [stdin] "n\\n"
        Are you sure? [y/n]: [no newline]
        [stderr]
        Aborted!
        [exit 1]
        #   api: sts:GetCallerIdentity us-east-1
        # unknown access key
        $ zenml stack list
        [terminal] typed: ["a\\n", "b\\n"]

        """

    @Test("a record is its environment, and commands with what they showed, files and notes between them")
    func reading() throws {
        let transcript = try GoldenTranscript(name: "07-x.txt", text: Self.text)
        #expect(transcript.number == "07")
        #expect(transcript.columns == 60)
        #expect(transcript.variables == ["AWS_DEFAULT_REGION": "us-east-1"])
        guard transcript.items.count == 4, case .file(let name, let contents) = transcript.items[0],
            case .command(let first) = transcript.items[1], case .note(let note) = transcript.items[2],
            case .command(let second) = transcript.items[3]
        else {
            Issue.record("\(transcript.items)")
            return
        }
        #expect(name == ".aws/config" && contents == "[default]\nregion = us-east-1\n")
        #expect(first.text == "zenml stack delete s1" && first.line == 5 && first.input == "n\n")
        #expect(first.shown.output == "Are you sure? [y/n]: ")
        #expect(first.shown.error == "Aborted!\n" && first.shown.status == 1)
        #expect(note == "unknown access key")
        #expect(second.isTerminal && second.input == "a\nb\n" && second.shown.output.isEmpty)
    }

    @Test("every note in the records is understood")
    func notes() throws {
        let folder = "golden/zenml-0.63.0"
        for name in try SharedFolder.names(in: folder) {
            let transcript = try GoldenTranscript(name: name, text: SharedFolder.text(folder + "/" + name))
            for case .note(let note) in transcript.items {
                #expect(GoldenSetup.action(for: note) != nil, "\(name): # \(note)")
            }
        }
    }
}
