import AWSClient
import AWSCore
import AWSSignature
import CurlHTTP
import Determinism
import Foundation
import Synchronization
import TestSupport

/// A client's environment in a folder of its own, and all that must end with it.
final class ClientFixture: Sendable {
    let folder: TemporaryFolder
    let environment: ClientEnvironment
    private let driver = CurlDriver()
    private let recorder: Recorder

    /// Seconds that the client waited between attempts.
    var recordedWaits: [Double] { recorder.waits.withLock { $0 } }

    /// - Parameter files: contents by their path below the home, such as `.aws/config`.
    init(_ variables: [String: String] = [:], files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        let recorder = Recorder()
        environment = ClientEnvironment(
            variables: variables.merging(["HOME": folder.path, "AWS_EC2_METADATA_DISABLED": "true"]) { own, _ in own },
            home: folder.path,
            workingDirectory: folder.path,
            clock: .standing(at: AWSDate.parseBasic("20240514T093000Z") ?? Date(timeIntervalSince1970: 0)),
            randomness: .seeded("AWSClientTests"),
            http: driver,
            sleep: { seconds in
                try Task.checkCancellation()
                recorder.waits.withLock { $0.append(seconds) }
            }
        )
        self.recorder = recorder
    }

    private final class Recorder: Sendable { let waits = Mutex<[Double]>([]) }

    /// Ends the environment's thread.
    func end() { driver.shutDown() }
}

extension AWSSession {
    /// A session with the configuration that the environment has now.
    init(
        environment: ClientEnvironment,
        credentials: AWSCredentials,
        region: String,
        endpointURL: String? = nil
    ) {
        self.init(
            settings: AWSSettings(environment),
            credentials: credentials,
            region: region,
            endpointURL: endpointURL
        )
    }
}

/// Credentials that are nobody's.
enum FakeKeys {
    static let id = "AKIAIOSFODNN7EXAMPLE"
    static let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    static func credentials(token: String? = nil) throws -> AWSCredentials {
        guard let id = AccessKeyID(id) else { throw CocoaError(.coderInvalidValue) }
        return AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
    }
}

/// botocore as a judge: Python source that runs with a JSON list of cases on standard input and prints one of results.
enum Botocore {
    /// Runs `each`, a function body of `case` that returns a value that JSON can hold.
    static func judge<Case: Encodable, Verdict: Decodable>(
        _ cases: [Case],
        _ each: String,
        as: Verdict.Type
    ) async throws -> [Verdict] {
        let body = each.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
            .joined(separator: "\n")
        let source = """
            import json, os, sys, tempfile
            try:
                import botocore.session
            except ImportError:
                sys.exit("this test needs Python's botocore: install it with 'pip install boto3'")

            path = os.environ["PATH"]

            def enter(case, home):
                os.environ.clear()
                os.environ.update({"PATH": path, "HOME": home, "AWS_EC2_METADATA_DISABLED": "true"})
                os.environ.update(case["variables"])
                for name, text in case["files"].items():
                    os.makedirs(os.path.dirname(os.path.join(home, name)), exist_ok=True)
                    with open(os.path.join(home, name), "w") as file:
                        file.write(text)
                os.chdir(home)

            def each(case):
            \(body)

            verdicts = []
            for case in json.load(sys.stdin):
                with tempfile.TemporaryDirectory() as home:
                    enter(case, home)
                    verdicts.append(each(case))
                    os.chdir("/")
            json.dump(verdicts, sys.stdout)
            """
        let input = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
        let output = try await PythonProgram.run(source, input: input)
        return try JSONDecoder().decode([Verdict].self, from: Data(output.utf8))
    }
}
