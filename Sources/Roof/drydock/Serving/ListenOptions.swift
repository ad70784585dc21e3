import AWSCore
import ArgumentParser
import CertificateAuthority
import Determinism
import DrydockCommands
import EmulatorServer

/// The options that say who reaches the emulator of `serve`, and how it is called there.
struct ListenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address to listen on; one that is not loopback lets others in, such as containers.",
            valueName: "ADDRESS"
        )
    )
    var listen = "127.0.0.1"

    @Option(
        help: ArgumentHelp(
            "A name besides localhost by which clients reach it, such as that of a compose file's service.",
            valueName: "NAME"
        )
    )
    var name: [String] = []

    /// Whether others than this machine's programs are let in.
    var isOpen: Bool { !EmulatorServer.isLoopback(listen) }

    /// The names of the server, in lower case. Engines call the machine that they run on by two of them.
    ///
    /// - Throws: ``UsageError`` for a name that a certificate cannot hold, or that is AWS's.
    var names: [String] {
        get throws(UsageError) {
            for name in name {
                guard case .domain? = LeafHost(name), HostReach(name) == .elsewhere else {
                    throw UsageError(
                        description:
                            "--name '\(name)' is not a name for this machine; give a host name that is not AWS's, such as "
                            + "drydock"
                    )
                }
            }
            let engines = isOpen ? ["host.docker.internal", "host.containers.internal"] : []
            return (engines + name.map { $0.lowercased() }).reduce(into: []) { names, name in
                if !names.contains(name) { names.append(name) }
            }
        }
    }

    /// What control requests must bring; nil where only this machine's programs are let in.
    ///
    /// - Parameter given: the value of ``DrydockVariables/controlToken``, if it is set.
    /// - Throws: ``UsageError`` for a token that is easily guessed, or that no header can hold.
    func controlToken(_ given: String?, _ randomness: Randomness) throws(UsageError) -> String? {
        guard isOpen else { return nil }
        guard let given, !given.isEmpty else {
            var stream = randomness.stream("control token")
            return stream.text(40, of: "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
        }
        guard (16...512).contains(given.utf8.count), given.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw UsageError(
                description:
                    "\(DrydockVariables.controlToken) is not a token; give 16 to 512 letters, digits and signs, or unset it"
            )
        }
        return given
    }
}
