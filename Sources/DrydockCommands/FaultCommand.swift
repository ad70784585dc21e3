package import ArgumentParser
package import Emulator
package import TerminalUI

extension Fault.Kind: ExpressibleByArgument {}

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

            throttle    the service says that it is asked too often
            error       the service fails, and says so
            cut         the connection ends without an answer
            skew TIME   the client's clock is ahead of AWS's by TIME, such as 20m, or behind by -20m
            no-keys     the keys of an identity provider cannot be had
            unreachable an identity provider does not answer

            The first three hit calls that are authenticated and allowed; skew those that are signed, as they are
            verified; the last two AssumeRoleWithWebIdentity. A fault stays until it has hit as many calls as it was
            to, is removed, or the emulator is reset or ends.
            """,
        // -2h is a time and not a flag that asks for help.
        helpNames: .long
    )

    @Argument(help: "How they fail: throttle, error, cut, skew, no-keys or unreachable.")
    package var kind: Fault.Kind

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("Of a skew: how far the client's clock is ahead, negative for behind.", valueName: "TIME")
    )
    package var time: [String] = []

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
            throw UsageError(description: "--times \(times) is not a number of calls; give 1 or more")
        }
        let request = ControlRequest.addFault(
            ControlRequest.NewFault(kind, skew: try skew(), on: on, times: times)
        )
        guard case .faultAdded(let fault) = try await context.control(at: target.endpoint).perform(request) else {
            return
        }
        terminal.echo(FaultLine.text(fault))
    }

    /// The seconds of a skew; nil for the other kinds.
    private func skew() throws(UsageError) -> Int? {
        if let option = time.first(where: { $0.hasPrefix("-") && ClockDuration.seconds($0.dropFirst()) == nil }) {
            throw UsageError(description: "Unknown option '\(option)'; see drydock fault add --help")
        }
        guard kind == .skew else {
            guard let rest = time.first else { return nil }
            throw UsageError(description: "'\(rest)' is one argument too many; only skew takes a time")
        }
        guard let text = time.first, time.count == 1 else {
            throw UsageError(
                description: "a skew takes one time: how far the client's clock is ahead, such as 20m or -20m"
            )
        }
        let isBehind = text.hasPrefix("-")
        guard let seconds = ClockDuration.seconds(isBehind ? text.dropFirst() : text[...]), seconds > 0 else {
            throw UsageError(
                description: "'\(text)' is not a time; give a number with s, m, h or d, such as 20m, or -20m for behind"
            )
        }
        return isBehind ? -seconds : seconds
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
        return "Fault \(fault.number): \(what(fault)), \(left)"
    }

    /// What happens to which calls, such as `skew -20m on ecr:*`.
    static func what(_ fault: Fault) -> String {
        let time = fault.skew.map { " " + ($0 < 0 ? "-" : "") + ClockDuration.text(Int(clamping: $0.magnitude)) } ?? ""
        return "\(fault.kind.rawValue)\(time) on \(fault.call)"
    }
}
