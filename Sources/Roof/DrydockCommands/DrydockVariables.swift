/// The environment variables that are Drydock's own. A misspelt one must not be passed over silently.
package enum DrydockVariables {
    /// The emulator that the verbs talk to, such as `http://127.0.0.1:4566`.
    package static let endpoint = "DRYDOCK_ENDPOINT"
    /// What control requests bring to an emulator that listens beyond loopback. A secret.
    package static let controlToken = "DRYDOCK_CONTROL_TOKEN"
    /// The file that tells a program inside a scenario its clock, seed and emulator (`AWSClient.SandboxFile`).
    package static let sandbox = "DRYDOCK_SANDBOX"

    /// - Throws: ``UsageError`` for a variable that begins with `DRYDOCK_` and is not known.
    package static func check(_ variables: [String: String]) throws(UsageError) {
        let known = [endpoint, controlToken, sandbox]
        let unknown = variables.keys
            .filter { $0.hasPrefix("DRYDOCK_") && !known.contains($0) && !KeptVariables.has($0) }.sorted()
        guard let first = unknown.first else { return }
        throw UsageError(
            description:
                "the variable \(first) is not known; unset it (Drydock knows \(known.joined(separator: ", ")))"
        )
    }
}
