import AWSClient
import ClientStore
import CurlHTTP
import Determinism
import DrydockCommands
import Foundation

extension DrydockContext {
    /// What the verbs of the `drydock` command work on: this process's home and variables.
    ///
    /// - Parameter sandbox: the clock and chance of the scenario that the process belongs to, if any.
    static func process(variables: [String: String], sandbox: SandboxFile?, driver: CurlDriver) -> DrydockContext {
        let home = variables["HOME"] ?? NSHomeDirectory()
        let dataHome = variables["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/share"
        let endpoint = variables[DrydockVariables.endpoint] ?? "http://127.0.0.1:4566"
        let token = variables[DrydockVariables.controlToken]
        return DrydockContext(
            control: HTTPControl(endpoint: endpoint, token: token, driver: driver),
            connect: { HTTPControl(endpoint: $0, token: token, driver: driver) },
            variables: variables,
            // A scenario's output does not depend on what else runs on the machine.
            dockerEngine: { sandbox == nil ? await DockerEngine.find(variables: variables, driver: driver) : nil },
            store: StoreLocation(variables: variables, home: home),
            dataDirectory: dataHome + "/drydock",
            workingDirectory: FileManager.default.currentDirectoryPath,
            input: { String(data: FileHandle.standardInput.readDataToEndOfFile(), encoding: .utf8) },
            clock: sandbox?.clientClock ?? .running(),
            randomness: sandbox?.randomness ?? .system()
        )
    }
}
