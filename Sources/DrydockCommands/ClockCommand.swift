package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock clock`: the world's time, and moving it ahead.
package struct ClockCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Show the emulator's clock, or move it ahead.",
        subcommands: [ShowClockCommand.self, AdvanceClockCommand.self],
        defaultSubcommand: ShowClockCommand.self
    )

    package init() {}
}

/// `drydock clock show`.
package struct ShowClockCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(commandName: "show", abstract: "Show the clock.")

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        guard case .clock(let reading) = try await context.control(at: target.endpoint).perform(.clock) else { return }
        terminal.echo(reading.now)
    }
}

/// `drydock clock advance 13h`. The clock never goes back.
package struct AdvanceClockCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Move the clock ahead. It never goes back."
    )

    @Argument(
        help: ArgumentHelp("How far: a number with s, m, h or d, such as 90s, 20m, 13h, 2d12h.", valueName: "time")
    )
    package var duration: String

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        guard let seconds = ClockDuration.seconds(duration) else {
            throw UsageError(
                description: "'\(duration)' is no time; give a number with s, m, h or d, such as 13h or 1h30m"
            )
        }
        let request = ControlRequest.advanceClock(ControlRequest.AdvanceClock(advance: Double(seconds)))
        guard case .clock(let reading) = try await context.control(at: target.endpoint).perform(request) else { return }
        terminal.echo(reading.now)
    }
}

/// Lengths of time as a person writes them.
enum ClockDuration {
    /// The seconds in `1d2h3m4s`, each part at most once and in this order; nil for anything else, and for more than
    /// ten years.
    static func seconds(_ text: String) -> Int? {
        var rest = text[...]
        var total = 0
        for (unit, seconds) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, rest.dropFirst(digits.count).hasPrefix(unit) else { continue }
            guard digits.count <= 9, let number = Int(digits) else { return nil }
            total += number * seconds
            rest = rest.dropFirst(digits.count + 1)
        }
        guard rest.isEmpty, !text.isEmpty, total <= 315_360_000 else { return nil }
        return total
    }
}
