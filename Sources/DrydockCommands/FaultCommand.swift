package import ArgumentParser
package import Emulator
package import TerminalUI

extension Fault.Kind: ExpressibleByArgument {}

/// `drydock fault`: what goes wrong at AWS's end.
package struct FaultCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "fault",
        abstract: "Let calls fail as they do when AWS has trouble: throttled, failed, cut off.",
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
        guard case .faults(let faults) = try await context.control(at: target.endpoint).perform(.faults) else { return }
        if faults.isEmpty { terminal.echo("There are no faults.") }
        for fault in faults { terminal.echo(FaultLine.text(fault)) }
    }
}

/// `drydock fault add throttle --on ecr:PutImage --times 2`.
package struct AddFaultCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let calls fail that would be performed.",
        discussion: """
            For example: drydock fault add throttle --on 'ecr:*' --times 2

            A fault hits calls that are authenticated and allowed. It stays until it has hit as many as it was to,
            is removed, or the emulator is reset or ends.
            """
    )

    @Argument(help: "How they fail: throttle (rate exceeded), error (a failure of the service's), cut (no answer).")
    package var kind: Fault.Kind

    @Option(
        help: ArgumentHelp("Which calls, by their names in drydock events; * and ? are wildcards.", valueName: "CALL")
    )
    package var on: String

    @Option(help: ArgumentHelp("How many calls fail; otherwise all until the fault is removed.", valueName: "N"))
    package var times: Int?

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        if let times, times < 1 {
            throw UsageError(description: "--times \(times) is no number of calls; give 1 or more")
        }
        let request = ControlRequest.addFault(ControlRequest.NewFault(kind, on: on, times: times))
        guard case .faultAdded(let fault) = try await context.control(at: target.endpoint).perform(request) else {
            return
        }
        terminal.echo(FaultLine.text(fault))
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
            throw UsageError(description: "\(number) is no number of a fault; see drydock fault list")
        }
        let request = ControlRequest.removeFaults(number: number)
        guard case .faults(let gone) = try await context.control(at: target.endpoint).perform(request) else { return }
        terminal.echo(gone.count == 1 ? "1 fault removed." : "\(gone.count) faults removed.")
    }
}

/// A fault on one line.
enum FaultLine {
    /// Such as `Fault 1: throttle on ecr:PutImage, 2 more calls`.
    static func text(_ fault: Fault) -> String {
        let left = fault.remaining.map { "\($0) more \($0 == 1 ? "call" : "calls")" } ?? "all calls"
        return "Fault \(fault.number): \(fault.kind.rawValue) on \(fault.call), \(left)"
    }
}
