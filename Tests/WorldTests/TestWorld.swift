import AWSCore
import Determinism
import Foundation
import IAM
import Synchronization
import Testing
import World

/// A world with some of everything, whose clock stands at 2024-05-14T09:30:00Z.
struct TestWorld {
    static let yaml = """
        accounts:
          "123456789012":
            root: {access_keys: [{id: ROOT, secret: root-secret}]}
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: ALICE, secret: alice-secret}
                  - {id: OLD, secret: old-secret, status: inactive}
              bob: {path: /team/}
            roles:
              deployer: {path: /ops/, policies: [AdministratorAccess], trust: [123456789012]}
            regions:
              us-east-1: {repositories: {app: {}, team/app: {}}}
              eu-west-1:
          "999999999999":
            users: {alice: {}}
            regions: {us-east-1: }
        """

    static let start = Date(timeIntervalSince1970: 1_715_679_000)

    let clock: WorldClock
    let store: WorldStore
    let home: AccountID
    let other: AccountID
    let region: Region
    var alice: Principal { .user(home, name: "alice") }
    var session: Principal { .roleSession(home, role: "deployer", session: "s-1") }
    var federated: Principal { .federatedUser(home, name: "fed", issuer: alice) }

    /// - Parameter yaml: a world that has the account and the region of the usual one.
    init(
        yaml: String = Self.yaml,
        seed: String = "test",
        record: (@Sendable (WorldChange) throws -> Void)? = nil,
        replay: [WorldChange] = [],
        tokenKey: [UInt8] = [UInt8](repeating: 1, count: 32)
    ) throws {
        clock = .standing(at: Self.start)
        store = WorldStore(
            world: try World.load(yaml: yaml, fileName: "test.yaml"),
            clock: clock,
            randomness: .seeded(seed),
            tokenKey: tokenKey,
            keeper: record.map { record in ChangeKeeper(record: { try $0.forEach(record) }, post: { _ in }) },
            replay: replay
        )
        home = try #require(AccountID("123456789012"))
        other = try #require(AccountID("999999999999"))
        region = try #require(Region("us-east-1"))
    }

    /// A registry token for twelve hours from now.
    func token(for principal: Principal) -> String {
        store.registryToken(for: principal, in: region, issuedAt: clock.now, expiresAt: clock.now + 43_200)
    }

    /// A session with nothing but what it must have.
    func issue(_ kind: Session.Kind, as principal: Principal, seconds: Int) throws -> Session {
        try store.issueSession(SessionGrant(kind: kind, principal: principal, seconds: seconds))
    }

    /// A policy with one statement.
    static func policy(
        _ kind: PolicyKind,
        _ effect: String = "Allow",
        action: String = "ecr:*",
        principal: String? = nil
    ) throws -> PolicyDocument {
        var members = ["\"Effect\":\"\(effect)\"", "\"Action\":\"\(action)\""]
        if let principal { members.append("\"Principal\":{\"AWS\":\"\(principal)\"}") }
        if kind == .resourceControl || kind == .endpoint, principal == nil { members.append("\"Principal\":\"*\"") }
        switch kind {
        case .trust, .repository: break
        case .registry: members.append("\"Resource\":\"arn:aws:ecr:us-east-1:999999999999:repository/*\"")
        default: members.append("\"Resource\":\"*\"")
        }
        let json = "{\"Version\":\"2012-10-17\",\"Statement\":[{\(members.joined(separator: ","))}]}"
        return try PolicyDocument(json: json, kind: kind)
    }

    /// Whether a password opens the registry now; nil where it is not this world's at all.
    func isGood(_ password: String) -> Bool? { store.openRegistryToken(password).map { $0.expiresAt > clock.now } }
}

extension WorldStore {
    /// The token behind a password, as it is worth now.
    func openRegistryToken(_ password: String) -> RegistryToken? {
        provenRegistryToken(password).flatMap(currentRegistryToken)
    }
}

/// Changes as they are recorded: each goes through its written form.
final class Recorder: Sendable {
    private let records = Mutex<[Data]>([])
    private let isBroken = Mutex(false)

    struct Broken: Error {}

    var changes: [WorldChange] {
        get throws { try records.withLock { try $0.map { try WorldChange(encoded: $0) } } }
    }

    func breakDown() { isBroken.withLock { $0 = true } }

    @Sendable func record(_ change: WorldChange) throws {
        if isBroken.withLock({ $0 }) { throw Broken() }
        let data = try change.encoded()
        records.withLock { records in
            if change.supersedesEarlier { records = [] }
            records.append(data)
        }
    }
}
