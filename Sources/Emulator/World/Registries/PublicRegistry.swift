package import AWSCore
import Determinism
import Synchronization

/// The names of public registries below `public.ecr.aws` (docs/aws/ecr-public.md, "Registries and repositories").
struct PublicAliases: Sendable {
    private var byAccount: [AccountID: String] = [:]
    private var accounts: [String: AccountID] = [:]

    /// Each account's derives from its number and the world's seed. Only accounts of the partition `aws` have one.
    init(of world: World) {
        for account in world.accounts.values.sorted(by: { $0.id < $1.id }) { add(account, seed: world.seed) }
    }

    mutating func add(_ account: Account, seed: String?) {
        guard account.partition == .aws, byAccount[account.id] == nil else { return }
        var stream = RandomStream(derivedFrom: "public registry \(account.id)\(seed.map { " " + $0 } ?? "")")
        var alias = ""
        repeat {
            alias = stream.text(1, of: Self.letters) + stream.text(7, of: Self.letters + "0123456789")
        } while accounts[alias] != nil
        byAccount[account.id] = alias
        accounts[alias] = account.id
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyz"

    func alias(of account: AccountID) -> String? { byAccount[account] }

    func account(_ alias: String) -> AccountID? { accounts[alias] }
}

extension WorldStore {
    /// The default alias of an account's public registry: eight lower-case letters and digits. Nil for an account that the
    /// world does not have, or that is of another partition than `aws`.
    package func publicAlias(of account: AccountID) -> String? {
        state.withLock { $0.publicAliases.alias(of: account) }
    }

    /// The account whose public registry has an alias; nil where none has.
    package func account(ofPublicAlias alias: String) -> AccountID? {
        state.withLock { $0.publicAliases.account(alias) }
    }

    /// The host and path by which clients name a repository: of a private one ``Repository/uri``, of a public one
    /// `public.ecr.aws/ALIAS/NAME`.
    package func uri(of repository: Repository) -> String {
        guard repository.isPublic, let alias = publicAlias(of: repository.account) else { return repository.uri }
        return "\(AWSHost.publicRegistry.name)/\(alias)/\(repository.name)"
    }

    /// The public repository that a name below `public.ecr.aws` means, such as `ALIAS/team/app`; nil where there is none.
    package func publicRepository(_ path: String) -> Repository? {
        guard let slash = path.firstIndex(of: "/"), let account = account(ofPublicAlias: String(path[..<slash])) else {
            return nil
        }
        return repository(account, .publicRegistry, String(path[path.index(after: slash)...]))
    }

    /// Whether any account has a public repository.
    package var hasPublicRepositories: Bool {
        state.withLock { state in
            state.accounts.values.contains { $0.registries[.publicRegistry]?.repositories.isEmpty == false }
        }
    }
}
