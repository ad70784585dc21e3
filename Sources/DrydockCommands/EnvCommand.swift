package import ArgumentParser
import Emulator
import Foundation
package import TerminalUI

/// `drydock env`: the variables that point a client at a running emulator.
package struct EnvCommand: DrydockVerb {
    /// How clients reach the emulator.
    package enum Way: String, ExpressibleByArgument, CaseIterable, Sendable {
        case endpoint
        case proxy
    }

    package static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print the variables that point a client at a running emulator.",
        discussion: VariablesFormat.usage
    )

    @Option(help: "By AWS_ENDPOINT_URL (endpoint), or by AWS's own host names through the proxy (proxy).")
    package var via = Way.endpoint

    @Option(help: ArgumentHelp("The user of the world whose key is used; otherwise the first one.", valueName: "NAME"))
    package var identity: String?

    @Option(help: "How the variables are written: see above.")
    package var format = VariablesFormat.shell

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let control = try context.control(at: target.endpoint)
        guard case .identity(let user) = try await control.perform(.identity(name: identity)) else { return }
        var variables = [
            "AWS_ACCESS_KEY_ID": user.accessKeyId,
            "AWS_SECRET_ACCESS_KEY": user.secretAccessKey,
        ]
        if let region = user.region {
            variables["AWS_REGION"] = region
            variables["AWS_DEFAULT_REGION"] = region
        }
        // The other way's variables, and a session token of before, would lead the client elsewhere.
        var cleared = ["AWS_SESSION_TOKEN", "AWS_PROFILE"]
        // Programs read the proxy in one case or the other, and the small one first where they read both.
        let proxy = ["HTTPS_PROXY", "https_proxy"]
        let trust = ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]
        switch via {
        case .endpoint:
            variables["AWS_ENDPOINT_URL"] = control.endpoint
            cleared += proxy + trust
        case .proxy:
            let file = try await authorityFile(control, context)
            for name in proxy { variables[name] = control.endpoint }
            for name in ["NO_PROXY", "no_proxy"] { variables[name] = "localhost,127.0.0.1,::1" }
            for name in trust { variables[name] = file }
            cleared.append("AWS_ENDPOINT_URL")
        }
        terminal.echo(try VariablesText.of(variables, clearing: cleared, as: format))
    }

    /// The CA certificate in a file, since that is how clients take it: one for each endpoint.
    private func authorityFile(_ control: any ControlTransport, _ context: DrydockContext) async throws -> String {
        guard case .authority(let pem) = try await control.perform(.authority) else { return "" }
        let folder = context.dataDirectory + "/authorities"
        let name = control.endpoint.drop { $0 != "/" }.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
        let path =
            folder + "/ca" + String(name.drop { $0 == "-" }.isEmpty ? [] : ["-"] + name.drop { $0 == "-" }) + ".pem"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(pem.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UsageError(
                description: "the CA cannot be written to \(path); set XDG_DATA_HOME to a folder that you may write"
            )
        }
        return path
    }
}
