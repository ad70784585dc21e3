import DrydockCommands
import Emulator
import Foundation
import Scenarios
import Testing

@Suite("The names of options")
struct OptionNameTests {
    /// What botocore makes of each name that stands on standard input.
    private static let program = """
        import sys
        from botocore import xform_name
        for line in sys.stdin: print(line.strip(), xform_name(line.strip(), "-"))
        """

    @Test("of all operations and members are those that botocore, and so the AWS CLI, makes of them")
    func names() async throws {
        var names: Set = ["SAMLProviderArns", "ListVPCs", "HTTPHeaders2", "GetHTTPs"]
        for service in OperatedService.allCases {
            for operation in service.operations { names.formUnion([operation.name] + operation.input.map(\.name)) }
        }
        let environment = ProcessInfo.processInfo.environment
        let input = names.sorted().joined(separator: "\n")
        let run = try await ShellProcess(
            command: "printf '%s\\n' '\(input)' | python3 -c '\(Self.program)'",
            variables: environment.filter { ["PATH", "PYENV_ROOT", "HOME"].contains($0.key) },
            workingDirectory: FileManager.default.temporaryDirectory.path
        ).run()
        try #require(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == names.count)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            #expect(OptionName.of(words[0]) == words[1], "\(words[0])")
        }
    }
}
