import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import ECRService
import Foundation
import IAM
import Images
import OCI
import Storage
import Synchronization
import Testing
import World

/// Two accounts with registries in two regions, and callers who may do everything: what an operation itself does is
/// asked here, not who may use it. The clock stands at 2024-05-14T09:30:00Z.
struct TestRegistry {
    static let yaml = """
        accounts:
          "123456789012":
            root: {access_keys: [{id: ROOT, secret: root-secret}]}
            users:
              alice: {policies: [AdministratorAccess], access_keys: [{id: ALICE, secret: alice-secret}]}
              bob: {path: /team/}
            roles:
              deployer: {path: /ops/, trust: ["arn:aws:iam::123456789012:user/alice"]}
            regions:
              us-east-1: {repositories: {app: {}, team/web: {}}}
              eu-west-1:
          "999999999999":
            users: {mallory: {access_keys: [{id: MALLORY, secret: mallory-secret}]}}
            regions: {us-east-1: {repositories: {app: {}}}}
        """

    static let home = "123456789012"
    static let other = "999999999999"

    let clock: WorldClock
    let world: WorldStore
    /// How many changes the world has seen.
    let changes: ChangeCounter
    let store: RegistryStore
    let layerURLs: LayerURLs
    private let uploadIDs = UploadIDs()
    let region: Region
    let alice: Principal
    let root: Principal
    let mallory: Principal

    /// - Parameter scans: what scans take and find.
    init(yaml: String = Self.yaml, scans: Scans = Scans()) throws {
        let changes = ChangeCounter()
        var loaded = try World.load(yaml: yaml, fileName: "test.yaml")
        loaded.scans = scans
        clock = .standing(at: Date(timeIntervalSince1970: 1_715_679_000))
        world = WorldStore(
            world: loaded,
            clock: clock,
            randomness: .seeded("test"),
            tokenKey: [UInt8](repeating: 1, count: 32),
            keeper: ChangeKeeper(record: { _ in changes.add() }, post: { _ in })
        )
        self.changes = changes
        store = try RegistryStore(.temporary(parent: FileManager.default.temporaryDirectory.path))
        layerURLs = LayerURLs(world: world)
        region = try #require(Region("us-east-1"))
        let home = try #require(AccountID(Self.home))
        alice = .user(home, name: "alice")
        root = .root(home)
        let other = try #require(AccountID(Self.other))
        mallory = .user(other, name: "mallory")
    }

    func call(
        as caller: Principal? = nil,
        region: String = "us-east-1",
        context: RequestContext = RequestContext(),
        origin: String = "https://api.ecr.us-east-1.amazonaws.com"
    ) throws -> ECRCall {
        let region = try #require(Region(region))
        return ECRCall(
            caller: caller ?? alice,
            session: nil,
            region: region,
            time: clock.time,
            context: context,
            world: world,
            store: store,
            layerURLs: layerURLs,
            origin: origin,
            newUploadID: { [uploadIDs] in uploadIDs.next() }
        )
    }

    /// Reads an input and performs the operation, without asking IAM.
    @discardableResult
    func perform<Operation: ECROperation>(
        _: Operation.Type,
        _ body: String,
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) async throws -> JSONValue {
        var input = try ECRInput(json: Array(body.utf8), reporting: Operation.reporting)
        let operation = try Operation(&input)
        try input.finish()
        return try await operation.perform(try call(as: caller, region: region))
    }

    @discardableResult
    func perform<Operation: ECROperation>(
        _ operation: Operation.Type,
        _ members: [String: JSONValue],
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) async throws -> JSONValue {
        let body = String(decoding: JSONValue.object(members).serialized(), as: UTF8.self)
        return try await perform(operation, body, as: caller, region: region)
    }

    /// The error with which an operation refuses an input; world and images are as they were.
    func refusal<Operation: ECROperation>(
        of operation: Operation.Type,
        _ members: [String: JSONValue],
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) async throws -> ECRError? {
        let before = (changes.count, try images())
        let error = await #expect(throws: ECRError.self) {
            try await perform(operation, members, as: caller, region: region)
        }
        #expect(changes.count == before.0)
        #expect(try images() == before.1)
        return error
    }

    /// The error with which an operation refuses a body; world and images are as they were.
    func refusal<Operation: ECROperation>(of operation: Operation.Type, _ body: String) async throws -> ECRError? {
        let before = (changes.count, try images())
        let error = await #expect(throws: ECRError.self) { try await perform(operation, body) }
        #expect(changes.count == before.0)
        #expect(try images() == before.1)
        return error
    }

    /// What IAM is asked before an operation.
    func questions<Operation: ECROperation>(
        _: Operation.Type,
        _ body: String,
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) throws -> [Question] {
        var input = try ECRInput(json: Array(body.utf8), reporting: Operation.reporting)
        return try Operation(&input).questions(try call(as: caller, region: region))
    }

    func repository(_ name: String = "app") throws -> Repository {
        let account = try #require(AccountID(Self.home))
        return try #require(world.repository(account, region, name))
    }

    func id(_ name: String = "app") throws -> RepositoryID { try repository(name).id }
}

/// Makes the IDs of uploads: one after the other.
final class UploadIDs: Sendable {
    private let count = Mutex(0)

    func next() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let digits = String(number, radix: 16)
        return "0b000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }
}

/// Texts that are not an upload's ID, whatever uploads there are.
let uploadIDsOfAnotherForm = [
    "", "x", "not-a-uuid", "0b000000-0000-4000-8000-00000000000", "0b000000-0000-4000-8000-0000000000000",
    "0b000000-0000-4000-8000-00000000000g", "0b000000000040008000000000000001",
    "{0b000000-0000-4000-8000-000000000001}",
    "../../registry.db", "0b000000-0000-4000-8000-000000000001\u{0}", "0b000000-0000-4000-8000-000000000001\n",
    " 0b000000-0000-4000-8000-000000000001",
    "0b000000-0000-4000-8000-000000000001-", "0b000000-0000-40008000-0000-000000000001",
    "0b000000-0000-4000-8000-00000000000\u{661}", "../../0b000000-0000-4000-8000-000000000001",
]

/// What is said about them.
let uploadIDRule = invalid(
    "uploadId",
    "must satisfy regular expression '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'"
)

/// Counts changes.
final class ChangeCounter: Sendable {
    private let changes = Mutex(0)

    var count: Int { changes.withLock { $0 } }

    func add() { changes.withLock { $0 += 1 } }
}

/// The error that names a parameter.
func invalid(_ member: String, _ rule: String) -> ECRError {
    ECRError(
        "InvalidParameterException",
        "Invalid parameter at '\(member)' failed to satisfy constraint: '\(rule)'"
    )
}

/// The error of an operation that tells all violations: here of one.
func invalid(_ member: String, _ rule: String, value: String) -> ECRError {
    ECRError(
        "ValidationException",
        "1 validation error detected: Value '\(value)' at '\(member)' failed to satisfy constraint: \(rule)"
    )
}

/// The same for a member that is missing.
func missing(_ member: String) -> ECRError {
    ECRError(
        "ValidationException",
        "1 validation error detected: Value null at '\(member)' failed to satisfy constraint: Member must not be null"
    )
}
