import Determinism
import World

/// The world as it is now, in the form of its file.
package struct ReadWorld: QueryVerb {
    package static let route = ControlRoute(.get, "world")
    package static let parameters = ["secrets"]

    private let showsSecrets: Bool

    /// - Parameter showsSecrets: whether secrets are those of the emulator; new ones are drawn for the file otherwise.
    package init(showingSecrets showsSecrets: Bool = false) { self.showsSecrets = showsSecrets }

    package init(query: [String: String]) throws(ControlError) {
        switch query["secrets"] {
        case nil, "new": showsSecrets = false
        case "own": showsSecrets = true
        case let other?: throw .invalid("'\(other)' is not a value of secrets; it takes new and own.")
        }
    }

    package var query: [ControlMessage.Parameter] {
        showsSecrets ? [ControlMessage.Parameter("secrets", "own")] : []
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> WorldText {
        var world = emulator.world.world
        if !showsSecrets {
            var stream = emulator.configuration.randomness.stream("exported secrets")
            world = world.withNewSecrets(&stream)
        }
        let secrets =
            showsSecrets
            ? "The secrets are the emulator's own: keep the file to yourself."
            : "The secrets are new ones, drawn for this file, and users have no passwords; --secrets writes the emulator's own."
        do {
            return WorldText(
                yaml: try world.yaml(comment: [
                    "The world of an emulator at the moment of drydock world export.",
                    "Not in it: images that were pushed, sessions, the dates of identities, policy versions not in force,",
                    "IDs and status of SSH keys, certificates and credentials for services.",
                    secrets,
                ])
            )
        } catch {
            throw ControlError(status: 500, message: "The world cannot be written: \(error).")
        }
    }
}

/// A world's file.
package struct WorldText: Sendable, Equatable, ControlReply {
    package static let contentType = "application/yaml"

    package let yaml: String

    init(yaml: String) { self.yaml = yaml }

    package init(encoded bytes: [UInt8]) { yaml = String(decoding: bytes, as: UTF8.self) }

    package func encoded() -> [UInt8] { Array(yaml.utf8) }
}
