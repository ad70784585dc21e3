import AWSCore
import DrydockCommands
import RegistryService

/// What `drydock serve` prints once it accepts connections.
struct ServeBanner {
    /// What `--listen` has opened.
    struct Opening {
        let address: String
        let names: [String]
        /// What control requests must bring.
        let token: String
        /// Whether whoever started it has chosen the token, and so needs not be told.
        let isGiven: Bool
    }

    /// Where this machine's programs reach it.
    let endpoint: String
    let port: Int
    /// The world's file; nil for the default world.
    let world: String?
    let accounts: [AccountID]
    /// Where the state is kept; nil where it ends with the process.
    let dataDirectory: String?
    /// Where the CA is kept, if not with the state; nil where it is nowhere else.
    var authorityFolder: String?
    /// Whether tokens and keys are drawn from a seed.
    let isPredictable: Bool
    /// Whose answers the registry gives.
    var dialect = RegistryDialect.ecr
    /// Nil where only this machine's programs are let in.
    var opening: Opening?

    var text: String {
        var lines = [
            "Drydock \(DrydockVersion.current) listens on \(endpoint): HTTP, TLS, and a CONNECT proxy for AWS host names."
        ]
        if let opening { lines += self.lines(opening) }
        lines += [
            "World: \(world ?? "the default one"), with \(accountList).",
            state,
        ]
        if authorityFolder == nil, dataDirectory == nil {
            lines += [
                "  A shell that was pointed at an earlier run trusts that one's CA: its programs say 'self-signed",
                "  certificate' until drydock env is evaluated again.",
            ]
        }
        lines += [
            "Enforced on every call: signatures, the clock (15 minutes), and IAM: identity, boundary, session, resource,",
            "  trust and organization policies. A denied call: drydock explain",
        ]
        if dialect == .oci {
            lines.append("Registry: answers as the OCI specification says, not as ECR does (--dialect oci).")
        }
        if isPredictable {
            lines.append("Warning: with --seed, tokens and keys are predictable. Never use it for anything real.")
        }
        lines += [
            "",
            "Point a client here by endpoint:",
            "  eval \"$(drydock env --endpoint \(endpoint))\"",
            "or by AWS's own host names, through the proxy:",
            "  eval \"$(drydock env --endpoint \(endpoint) --via proxy)\"",
            "The docker engine does not see a shell's proxy: use localhost:\(port) as the registry, or docs/registry.md.",
            "",
            "Stop with Ctrl-C.",
        ]
        return lines.joined(separator: "\n")
    }

    private func lines(_ opening: Opening) -> [String] {
        let names = (["localhost"] + opening.names).joined(separator: ", ")
        let variable = DrydockVariables.controlToken
        return [
            "Open: whoever reaches port \(port) of \(opening.address) may call it, as far as the world's keys and policies"
                + " let him.",
            "  Names: \(names). Others are taken over plain HTTP.",
            "  The control requests (drydock fault, clock, iam, …) take a token, also from this machine:",
            opening.isGiven ? "  that of \(variable)." : "  export \(variable)=\(opening.token)",
        ]
    }

    private var state: String {
        switch (dataDirectory, authorityFolder) {
        case (let data?, nil): "State: kept in \(data), and so is the CA, in \(data)/ca.pem."
        case (let data?, let folder?): "State: kept in \(data). The CA: kept in \(folder)."
        case (nil, let folder?): "State: ends with this process (keep it with --data DIR). The CA: kept in \(folder)."
        case (nil, nil):
            "State: ends with this process, and so does the CA (keep both with --data DIR, it alone with --ca DIR)."
        }
    }

    private var accountList: String {
        accounts.count == 1 ? "account \(accounts[0])" : "accounts " + accounts.map(\.value).joined(separator: ", ")
    }
}
