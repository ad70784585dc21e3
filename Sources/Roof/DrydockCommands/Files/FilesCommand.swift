package import ArgumentParser
import Determinism
package import TerminalUI

/// `drydock files DIR`: a folder for clients that read files.
package struct FilesCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "Write a folder for clients that read files: profiles, keys, and the CA.",
        discussion: """
            \(ClientFiles.Name.usage)

            For example:
              drydock files here
              AWS_CONFIG_FILE=here/config AWS_SHARED_CREDENTIALS_FILE=here/credentials aws ecr describe-repositories
              java -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=4566 -Djavax.net.ssl.trustStore=here/truststore.jks …

            The folder is its owner's alone. It stays when the emulator ends: its keys and its CA are those of this
            emulator, so write it anew after a restart.
            """
    )

    @Argument(help: ArgumentHelp("The folder; it is made where it is not there.", valueName: "DIR"))
    package var folder: String

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let files = try await ClientFiles.of(context.control(at: target.endpoint), now: context.clock.now)
        try files.write(to: context.absolutePath(folder))
        terminal.echo("Wrote \(ClientFiles.Name.allCases.map(\.rawValue).joined(separator: ", ")) to \(folder).")
    }
}
