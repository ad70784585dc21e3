package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock fault`: what goes wrong at AWS's end.
package struct FaultCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "fault",
        abstract: "Let calls fail as when AWS has trouble, or clocks or identity providers do.",
        subcommands: [ListFaultsCommand.self, AddFaultCommand.self, RemoveFaultCommand.self],
        defaultSubcommand: ListFaultsCommand.self
    )

    package init() {}
}

/// `drydock fault list`.
package struct ListFaultsCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(commandName: "list", abstract: "List the faults.")

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let faults = try await context.control(at: target.endpoint).call(ReadFaults())
        if faults.isEmpty { terminal.echo("There are no faults.") }
        for fault in faults { terminal.echo(FaultLine.text(fault)) }
    }
}

/// `drydock fault remove 1`.
package struct RemoveFaultCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a fault away, or all."
    )

    @Argument(help: "Its number in drydock fault list; without one, all go.")
    package var number: Int?

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        if let number, number < 1 {
            throw UsageError(description: "\(number) is not a number of a fault; see drydock fault list")
        }
        let gone = try await context.control(at: target.endpoint).call(RemoveFaults(number: number))
        terminal.echo(gone.count == 1 ? "1 fault removed." : "\(gone.count) faults removed.")
    }
}
