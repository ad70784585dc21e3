import Emulator
import Foundation

/// What `drydock env` says on standard error beside the variables.
enum EnvNotes {
    /// The docker engine does not have the proxy (docs/registry.md, "Docker").
    static func engine(_ engine: DockerEngine, endpoint: String) -> String {
        let port = URL(string: endpoint)?.port.map(String.init) ?? "PORT"
        return
            "Note: docker login, push and pull are done by the docker engine at \(engine.address), which does not see "
            + "this shell's proxy and would go to the real AWS: give the engine HTTPS_PROXY=\(endpoint) and the CA, or "
            + "use localhost:\(port) as the registry (docs/registry.md, \"Docker\")"
    }

    /// A container has a loopback of its own (docs/registry.md, "Docker").
    ///
    /// - Parameters:
    ///   - endpoint: one of loopback is this machine's alone.
    ///   - authority: the file with the CA certificate that the variables name; nil where they name none.
    static func container(endpoint: String, authority: String?) -> [String] {
        let mount = authority.map { " --volume \($0):\($0):ro" } ?? ""
        let host = URL(string: endpoint)?.host() ?? ""
        guard host == "localhost" || host == "::1" || host.hasPrefix("127.") else {
            return mount.isEmpty ? [] : ["Note: the variables name a file: docker run\(mount) --env-file FILE"]
        }
        return [
            "Note: the emulator listens on this machine's loopback only, and a container has a loopback of its own: "
                + "run it with docker run --network host\(mount) --env-file FILE"
        ]
    }

    /// The emulator at an endpoint was started anew, with a new CA.
    static func otherAuthority(at endpoint: String) -> String {
        "Note: the emulator at \(endpoint) has another CA than the last time: programs that still run with the old one say "
            + "'self-signed certificate', so start them anew (drydock serve --data or --ca keeps the CA)"
    }

    /// The account has no registry in the region that was asked for.
    static func unknown(_ region: String, of user: UserAccessKey) -> String {
        let known = user.regions.isEmpty ? "none" : user.regions.joined(separator: ", ")
        return "Note: the world has no region \(region) for the account of \(user.name), which has \(known)"
    }
}
