import AWSProtocols
import ClientStore
import Determinism
import Emulator
import Synchronization
import TerminalUI
import TestSupport
import Testing

@testable import DrydockCommands

@Suite("Operations of AWS's on drydock's command line")
struct OperationCommandTests {
    /// What is meant to go to an emulator.
    private struct Recorder: ControlTransport {
        let endpoint = "http://127.0.0.1:1"
        let answer: String

        func call<Verb: ControlVerb>(_ verb: Verb) async throws -> Verb.Reply {
            try Verb.Reply(encoded: Array(answer.utf8))
        }
    }

    private static func context(_ folder: String = "/nowhere", answer: String = "{}") -> DrydockContext {
        DrydockContext(
            control: Recorder(answer: answer),
            connect: { _ in Recorder(answer: answer) },
            variables: [:],
            store: StoreLocation(variables: [:], home: folder),
            dataDirectory: folder,
            workingDirectory: folder,
            input: { "from standard input" },
            clock: .running(),
            randomness: .seeded("operations")
        )
    }

    /// The parameters that a line stands for.
    private static func parameters(
        _ service: OperatedService,
        _ words: [String],
        in folder: String = "/nowhere"
    ) throws -> JSONValue {
        let operation = try #require(service.operations.first { OptionName.of($0.name) == words[0] })
        let line = try OperationLine(operation, of: service, words[1...], in: context(folder))
        return .object(line.parameters)
    }

    private func run(_ arguments: [String], answer: String = "{}") async -> (text: String, status: Int32) {
        let printed = Mutex("")
        let terminal = Terminal(width: 120, isInteractive: false, usesColour: false) { event in
            switch event {
            case .output(let text), .error(let text): printed.withLock { $0 += text }
            case .spinner, .spinnerEnded: break
            }
        }
        let status = await DrydockVerbs.run(arguments, in: Self.context(answer: answer), on: terminal)
        return (printed.withLock(\.self), status)
    }

    @Test(
        "options are members of the input, as the AWS CLI writes them",
        arguments: [
            (
                OperatedService.iam,
                ["create-user", "--user-name", "zoe", "--tags", "Key=a,Value=b", "Key=c,Value='d,e'"],
                #"{"Tags":[{"Key":"a","Value":"b"},{"Key":"c","Value":"d,e"}],"UserName":"zoe"}"#
            ),
            (.iam, ["create-user", "--user-name=a=b"], #"{"UserName":"a=b"}"#),
            (
                .iam, ["tag-user", "--user-name", "z", "--tags", #"[{"Key": "a", "Value": "b"}]"#],
                #"{"Tags":[{"Key":"a","Value":"b"}],"UserName":"z"}"#
            ),
            (
                .iam, ["untag-user", "--tag-keys", "a", "b c", "--user-name", "z"],
                #"{"TagKeys":["a","b c"],"UserName":"z"}"#
            ),
            (
                .iam, ["create-policy-version", "--policy-arn", "a", "--policy-document", "{}", "--set-as-default"],
                #"{"PolicyArn":"a","PolicyDocument":"{}","SetAsDefault":true}"#
            ),
            (
                .iam, ["create-policy-version", "--policy-arn", "a", "--policy-document", "{}", "--no-set-as-default"],
                #"{"PolicyArn":"a","PolicyDocument":"{}","SetAsDefault":false}"#
            ),
            (
                .iam, ["update-role", "--role-name", "r", "--max-session-duration", "3600"],
                #"{"MaxSessionDuration":3600,"RoleName":"r"}"#
            ),
            (
                .iam,
                [
                    "simulate-custom-policy", "--policy-input-list", "{}", "--action-names", "ecr:PutImage",
                    "--context-entries", "ContextKeyName=k,ContextKeyValues=a,b,ContextKeyType=stringList",
                ],
                #"{"ActionNames":["ecr:PutImage"],"ContextEntries":[{"ContextKeyName":"k","ContextKeyType":"#
                    + #""stringList","ContextKeyValues":["a","b"]}],"PolicyInputList":["{}"]}"#
            ),
            (
                .ecr,
                [
                    "put-image-scanning-configuration", "--repository-name", "r", "--image-scanning-configuration",
                    "scanOnPush=true",
                ],
                #"{"imageScanningConfiguration":{"scanOnPush":true},"repositoryName":"r"}"#
            ),
            (
                .ecr, ["put-image", "--repository-name", "r", "--image-manifest", "file:///dev/stdin"],
                #"{"imageManifest":"from standard input","repositoryName":"r"}"#
            ),
        ] as [(OperatedService, [String], String)]
    )
    func options(_ service: OperatedService, _ words: [String], _ parameters: String) throws {
        #expect(try String(decoding: Self.parameters(service, words).serialized(), as: UTF8.self) == parameters)
    }

    @Test("a value is what a file holds: text, or bytes in base64")
    func files() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("{\"a\": 1}\n", to: "policy.json")
        let words = ["put-user-policy", "--user-name", "z", "--policy-name", "p", "--policy-document"]
        let text = try Self.parameters(.iam, words + ["file://policy.json"], in: folder.path)
        #expect(text["PolicyDocument"] == "{\"a\": 1}\n")
        let part = [
            "upload-layer-part", "--repository-name", "r", "--upload-id", "u", "--part-first-byte", "0",
            "--part-last-byte", "8", "--layer-part-blob",
        ]
        let bytes = try Self.parameters(.ecr, part + ["fileb://policy.json"], in: folder.path)
        #expect(bytes["layerPartBlob"] == "eyJhIjogMX0K")
    }

    @Test(
        "what is wrong with a line is said in one line, with what there is",
        arguments: [
            (["iam", "put-user-polcy"], "drydock iam has no verb 'put-user-polcy'; did you mean 'put-user-policy'"),
            (["iam", "cod"], "did you mean 'code'"),
            (["iam", "create-user", "--user-nam", "z"], "has no option --user-nam; did you mean '--user-name'?"),
            (["iam", "create-user"], "drydock iam create-user needs --user-name; see drydock iam create-user --help"),
            (["iam", "create-user", "zoe"], "'zoe' stands behind no option"),
            (["iam", "create-user", "--user-name"], "--user-name has no value"),
            (["iam", "create-user", "--user-name", "a", "--user-name", "b"], "--user-name is given twice"),
            (
                ["iam", "create-user", "--user-name", "a", "--tags", "Kay=b"],
                "member 'Kay' that there is not; did you mean 'Key'?"
            ),
            (["iam", "create-user", "--user-name", "a", "--tags", "Key"], "cannot be read at character 4"),
            (["iam", "create-user", "--user-name", "a", "--tags", "{\"Key\""], "--tags: not JSON"),
            (["iam", "update-role", "--role-name", "r", "--max-session-duration", "1h"], "is not a number: '1h'"),
            (["iam", "put-user-policy", "--policy-document", "file://none.json"], "file none.json cannot be read"),
            (["iam", "list-users", "--output", "table"], "--output is json or text"),
            (["iam", "list-users", "--query", "Users.Name"], "the answer has no member 'Users'"),
            (["iam", "list-delegation-requests"], "Drydock does not support ListDelegationRequests of IAM"),
            (["ecr", "set-repositry-policy"], "did you mean 'set-repository-policy'"),
            (["iam", "list-users", "--endpoint", "ftp://x"], "is not an endpoint"),
        ]
    )
    func mistakes(_ arguments: [String], _ sentence: String) async {
        let (text, status) = await run(arguments)
        #expect(text.contains(sentence), "\(text)")
        #expect(text.hasPrefix("Error: ") && text.filter { $0 == "\n" }.count == 1)
        #expect(status == 2)
    }

    @Test("an answer is printed as the AWS CLI prints it, a member of it by --query, and nothing where there is none")
    func output() async {
        let answer = #"{"User":{"Path":"/","UserName":"zoe","Tags":[],"Arn":"a\"b"},"IsTruncated":false}"#
        let lines = [
            "{", #"    "User": {"#, #"        "Path": "/","#, #"        "UserName": "zoe","#, #"        "Tags": [],"#,
            #"        "Arn": "a\"b""#, "    },", #"    "IsTruncated": false"#, "}", "",
        ]
        let words = ["iam", "get-user", "--user-name", "zoe"]
        #expect(await run(words, answer: answer).text == lines.joined(separator: "\n"))
        #expect(await run(words).text == "")
        let name = await run(words + ["--query", "User.UserName", "--output", "text"], answer: answer)
        #expect(name.text == "zoe\n" && name.status == 0)
        #expect(await run(words + ["--output", "text"], answer: answer).status == 2)
    }

    @Test("a time is printed in its digits, however the answer writes it", arguments: [[], ["--output", "text"]])
    func times(_ options: [String]) async {
        let words = ["ecr", "describe-registry", "--query", "createdAt"] + options
        #expect(await run(words, answer: #"{"createdAt":1.705071987E9}"#).text == "1705071987.0\n")
        #expect(await run(words, answer: #"{"createdAt":1705071987}"#).text == "1705071987\n")
    }

    @Test("every operation has help of its own, which names each of its parameters; the service's names each operation")
    func help() async throws {
        for service in OperatedService.allCases {
            let list = await run([service.rawValue, "help"]).text
            for operation in service.operations where operation.isSupported {
                let name = OptionName.of(operation.name)
                #expect(list.contains(name), "\(service) \(name)")
                let text = await run([service.rawValue, name, "--help"])
                #expect(text.status == 0)
                for member in operation.members(at: []) {
                    #expect(text.text.contains("--" + OptionName.of(member.name)), "\(name) \(member.name)")
                }
            }
        }
    }
}
