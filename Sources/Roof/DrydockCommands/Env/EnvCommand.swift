import AWSCore
package import ArgumentParser
import Emulator
import Foundation
package import TerminalUI

extension ClientWay: ExpressibleByArgument {}

/// `drydock env`: the variables that point a client at a running emulator, and the way back.
package struct EnvCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print the variables that point a client at a running emulator.",
        discussion: VariablesFormat.usage
    )

    @Option(help: "By AWS_ENDPOINT_URL (endpoint), or by AWS's own host names through the proxy (proxy).")
    package var via = ClientWay.endpoint

    @Option(help: ArgumentHelp("The user of the world whose key is used; otherwise the first one.", valueName: "NAME"))
    package var identity: String?

    @Option(
        help: ArgumentHelp(
            "The region; otherwise the first that the world's file has for the user's account.",
            valueName: "REGION"
        )
    )
    package var region: String?

    @Option(help: "How the variables are written: see above.")
    package var format = VariablesFormat.shell

    @Flag(help: "Print what gives a shell back the variables that it had before the first drydock env.")
    package var undo = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        if undo {
            terminal.echo(try VariablesText.of(wayBack(from: context.variables), as: format))
            return
        }
        if let region, Region(region) == nil {
            throw UsageError(description: "--region '\(region)' is not a region; give one such as us-east-1")
        }
        let control = try context.control(at: target.endpoint)
        let user = try await control.call(FindAccessKey(of: identity))
        var values: [ClientVariable.Value: String] = [
            .accessKeyID: user.accessKeyId, .secretAccessKey: user.secretAccessKey, .endpoint: control.endpoint,
            .yes: "true",
        ]
        values[.region] = region ?? user.regions.first
        var notes: [String] = []
        if via == .proxy {
            let pem = try await control.call(ReadAuthority()).pem
            let file = AuthorityCopy(endpoint: control.endpoint, folder: context.dataDirectory)
            if try file.write(pem) { notes.append(EnvNotes.otherAuthority(at: control.endpoint)) }
            values[.authorityFile] = file.path
        }
        let settings = ClientVariable.settings(by: via, values)
        var change = VariablesChange(set: settings)
        change.cleared = ClientVariable.all.map(\.name).filter { settings[$0] == nil }
        if format.isShell { change = KeptVariables.keeping(change, in: context.variables) }
        terminal.echo(try VariablesText.of(change, as: format))
        if let region, !user.regions.contains(region) { notes.append(EnvNotes.unknown(region, of: user)) }
        notes += await self.notes(endpoint: control.endpoint, authority: values[.authorityFile], context)
        for note in notes { terminal.error(note) }
    }

    private func wayBack(from variables: [String: String]) throws(UsageError) -> VariablesChange {
        guard format.isShell else {
            throw UsageError(
                description: "--undo is for shells, and --format \(format) is not one; use shell, fish or powershell"
            )
        }
        return try KeptVariables.undoing(in: variables)
    }

    /// What whoever uses the variables has to know, for standard error: what is evaluated must not hold it.
    private func notes(endpoint: String, authority: String?, _ context: DrydockContext) async -> [String] {
        if format == .docker { return EnvNotes.container(endpoint: endpoint, authority: authority) }
        guard via == .proxy, let engine = await context.dockerEngine(), engine.httpsProxy != endpoint else { return [] }
        return [EnvNotes.engine(engine, endpoint: endpoint)]
    }
}
