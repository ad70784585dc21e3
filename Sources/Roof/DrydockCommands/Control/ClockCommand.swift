package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock clock`: the world's time, and moving it ahead of its clients.
package struct ClockCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Show the world's clock, or move it ahead.",
        discussion: """
            Moving the world's clock ahead ages what the world holds: sessions, tokens, one-time codes, images, links to
            layers. Its clients live on by the machine's clock, and their signatures are compared with that; so are the
            dates that they are told. drydock reset puts the clock back. See drydock fault for clients whose clock is
            wrong.
            """,
        subcommands: [ShowClockCommand.self, AdvanceClockCommand.self, SetClockCommand.self],
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
        terminal.echo(ClockLine.text(try await context.control(at: target.endpoint).call(ReadClock())))
    }
}

/// `drydock clock advance 13h`. Only a reset puts the clock back.
package struct AdvanceClockCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Move the clock ahead: all that the world holds is older then."
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
                description: "'\(duration)' is not a time; give a number with s, m, h or d, such as 13h or 1h30m"
            )
        }
        let reading = try await context.control(at: target.endpoint).call(MoveClock.advance(Double(seconds)))
        terminal.echo(ClockLine.text(reading))
    }
}

/// `drydock clock set 2024-05-14T22:30:00Z`.
package struct SetClockCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Move the clock ahead to a moment."
    )

    @Argument(help: ArgumentHelp("In UTC, such as 2024-05-14T22:30:00Z, and not past.", valueName: "moment"))
    package var moment: String

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let reading = try await context.control(at: target.endpoint).call(MoveClock.set(moment))
        terminal.echo(ClockLine.text(reading))
    }
}

/// A reading on one line.
enum ClockLine {
    /// Such as `2024-05-14T22:30:00Z, 13h ahead of its clients`, or the time alone where they share it.
    static func text(_ reading: ClockReading) -> String {
        let seconds = Int(exactly: reading.ahead.rounded(.down)) ?? 0
        guard seconds > 0, !reading.isStanding else { return reading.now }
        return "\(reading.now), \(ClockDuration.text(seconds)) ahead of its clients"
    }
}

/// Lengths of time as a person writes them.
enum ClockDuration {
    private static let units = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]

    /// The form that ``seconds(_:)`` reads, such as `1d12h`.
    static func text(_ seconds: Int) -> String {
        var rest = seconds
        let parts = units.compactMap { unit, length -> String? in
            let (count, remainder) = rest.quotientAndRemainder(dividingBy: length)
            rest = remainder
            return count == 0 ? nil : "\(count)\(unit)"
        }
        return parts.isEmpty ? "0s" : parts.joined()
    }

    /// The seconds in `1d2h3m4s`, each part at most once and in this order; nil for anything else, and for more than
    /// ten years.
    static func seconds(_ text: some StringProtocol) -> Int? {
        var rest = Substring(text)
        var total = 0
        for (unit, seconds) in units {
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
