import DrydockCommands
import Testing

@Suite("The help of drydock's verbs")
struct HelpTests {
    @Test(
        "Asking for help shows the help of the command that was asked about",
        arguments: [
            ([], "OVERVIEW: Show, simulate and change"),
            (["--help"], "OVERVIEW: Show, simulate and change"),
            (["help"], "OVERVIEW: Show, simulate and change"),
            (["code", "--help"], "OVERVIEW: Print the one-time code"),
            (["help", "code"], "OVERVIEW: Print the one-time code"),
        ]
    )
    func helpOfTheCommandAskedAbout(_ arguments: [String], _ beginning: String) {
        switch DrydockVerbs.parse(arguments, as: IAMCommand.self) {
        case .command(let command):
            #expect(DrydockVerbs.help(command, of: IAMCommand.self).hasPrefix(beginning))
        case .message(let text, let status):
            #expect(text.hasPrefix(beginning) && status == 0)
        }
    }

    @Test(
        "A verb that is not there is named with those that are like it",
        arguments: [
            (["lisst"], "Error: fault has no verb 'lisst'; did you mean 'list'? See fault --help"),
            (["launch"], "Error: fault has no verb 'launch'; see fault --help"),
        ]
    )
    func unknownVerbs(_ arguments: [String], _ message: String) {
        guard case .message(let text, let status) = DrydockVerbs.parse(arguments, as: FaultCommand.self) else {
            Issue.record("it was taken for a command")
            return
        }
        #expect(text == message)
        #expect(status == 2)
    }
}
