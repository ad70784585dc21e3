import AWSCore
package import Determinism
import Foundation

/// What a program inside a scenario takes from its sandbox: time, chance, and how its home is called.
///
/// The runner writes the file anew before each step and names it in ``variable``, so that `zenml` and `drydock` as
/// programs of their own print what they print inside the runner's process.
package struct SandboxFile: Codable, Sendable, Equatable {
    /// The environment variable that names the file.
    package static let variable = "DRYDOCK_SANDBOX"

    /// Where the clock stands, `2024-05-14T09:30:00Z`; nil where it runs.
    package let clock: String?
    /// What identifiers are drawn from in this step.
    package let seed: String
    /// What the home is called in what is printed.
    package let home: String
    /// Where the real home is.
    package let homePath: String
    /// The emulator's endpoint.
    package let endpoint: String

    package init(clock: WorldClock, seed: String, home: String, homePath: String, endpoint: String) {
        self.clock = clock.isStanding ? AWSDate.extended(clock.now) : nil
        self.seed = seed
        self.home = home
        self.homePath = homePath
        self.endpoint = endpoint
    }

    /// Why a file cannot be used.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    /// Reads the file that `variables` name; nil where they name none.
    package static func load(_ variables: [String: String]) throws(Unreadable) -> SandboxFile? {
        guard let path = variables[variable] else { return nil }
        do {
            return try JSONDecoder().decode(SandboxFile.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Unreadable(
                description:
                    "the sandbox file '\(path)' cannot be read; unset \(variable), which scenarios set for their programs"
            )
        }
    }

    /// What stands in the file.
    package var text: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    /// The clock that the program uses.
    package var clientClock: WorldClock {
        guard let clock, let date = AWSDate.parseExtended(clock) else { return .running() }
        return .standing(at: date)
    }

    /// Chance of this step.
    package var randomness: Randomness { .seeded(seed) }

    /// `text` with the real home called as the scenario calls it.
    package func shown(_ text: String) -> String { text.replacing(homePath, with: home) }
}
