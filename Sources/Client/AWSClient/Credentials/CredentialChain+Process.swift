import AWSProtocols
import AWSSignature
import Determinism
import Foundation

/// Credentials that a program prints.
extension CredentialChain {
    private static let processProvider = "custom-process"

    /// Runs a `credential_process`, which prints a JSON document of version 1.
    func processCredentials(_ command: String) async throws(CredentialError) -> AWSCredentials {
        func failure(_ reason: String) -> CredentialError {
            .retrieval(provider: CredentialChain.processProvider, reason: reason)
        }
        guard let words = INIFile.shellWords(command), let program = words.first else {
            throw failure("the command has a quote that does not end, or is empty")
        }
        let outcome: ExternalProgram.Outcome
        do throws(ExternalProgram.Failure) {
            outcome = try await ExternalProgram(
                name: program,
                environment: environment,
                timeLimit: programTimeLimit
            ).run(Array(words.dropFirst()))
        } catch {
            switch error {
            case .notFound: throw failure("the program '\(program)' does not exist or is not executable")
            case .notRun: throw failure("the program '\(program)' could not be run")
            case .tooSlow(let limit): throw failure("the program '\(program)' gave no answer within \(limit)")
            }
        }
        guard outcome.isSuccess else {
            let said = outcome.error.split(whereSeparator: \.isNewline).first.map(String.init)
            throw failure(said ?? "the program '\(program)' failed and said nothing")
        }
        // What it printed may hold secrets, and is not shown.
        guard let document = try? JSONValue.parse(Array(outcome.output.utf8)), document.object != nil else {
            throw failure("the program '\(program)' did not print a JSON object")
        }
        guard document["Version"]?.integer == 1 else {
            throw failure(
                "Unsupported version '\(CredentialChain.version(of: document))' for credential process provider, "
                    + "supported versions: 1"
            )
        }
        for name in ["AccessKeyId", "SecretAccessKey"] where document[name]?.string == nil {
            throw failure("Missing required key in response: '\(name)'")
        }
        if let end = document["Expiration"], !end.isNull {
            guard let end = end.string.flatMap(AWSTimestamp.date) else {
                throw failure("its Expiration is not a time such as 2026-01-31T12:00:00Z")
            }
            guard end > environment.clock.now else {
                throw failure("Credentials were refreshed, but the refreshed credentials are still expired.")
            }
        }
        return try CredentialChain.credentials(
            document["AccessKeyId"]?.string ?? "",
            document["SecretAccessKey"]?.string ?? "",
            document["SessionToken"]?.string,
            source: "AccessKeyId of the credential_process"
        )
    }

    private static func version(of document: JSONValue) -> String {
        guard let version = document["Version"] else { return "<Version key not provided>" }
        return version.string ?? String(decoding: version.serialized(), as: UTF8.self)
    }
}
