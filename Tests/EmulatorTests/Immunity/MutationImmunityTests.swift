import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import IAM
import RegistryService
import Testing
import World

/// However a change is asked for, the same is asked of IAM and of the tag's rules.
@Suite("Immunity: ways around a refusal")
struct MutationImmunityTests {
    private static let all = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#

    /// Where a deny may stand.
    enum Place: CaseIterable {
        case identity, repository
    }

    /// A bench with a second repository, whose bob may do everything but `action`.
    private static func bench(
        denying action: String?,
        in place: Place = .identity,
        dialect: RegistryDialect,
        mutability: TagMutability = .mutable
    ) throws -> TestBench {
        try TestBench(dialect: dialect) { world in
            world[Bench.account].registries[Bench.region]?.repositories["app"]?.tagMutability = mutability
            world[Bench.account].registries[Bench.region]?.repositories["base"] = Repository(
                name: "base",
                account: Bench.account,
                region: Bench.region,
                createdAt: TestBench.start
            )
            let deny = action.map { #"{"Effect":"Deny","Action":"\#($0)","Resource":"*"}"# }
            try world.update(user: "bob") {
                $0.inlinePolicies["all"] = try .of(.identity, Self.all)
                if let deny, place == .identity { $0.inlinePolicies["no"] = try .of(.identity, deny) }
            }
            guard let action, place == .repository else { return }
            let bob = "arn:aws:iam::123456789012:user/bob"
            let statement = #"{"Effect":"Deny","Principal":{"AWS":"\#(bob)"},"Action":"\#(action)"}"#
            world.protect("app", of: Bench.account, with: try .of(.repository, statement))
        }
    }

    @Test(
        "Immunity 4, CVE-2026-41888: every way to change something is denied by a deny of its action",
        arguments: Mutations.ways
    )
    func denied(way: Mutations.Way) async throws {
        for dialect in way.dialects {
            // Without the deny the way is open, so that it is the deny that closes it.
            let free = try await Mutations(Self.bench(denying: nil, dialect: dialect), as: TestBench.bob)
            let untouched = try await free.state()
            #expect(try await way.perform(free) == .done, "\(dialect)")
            if way.action != "ecr:InitiateLayerUpload" { #expect(try await free.state() != untouched) }
            for place in Place.allCases {
                let bench = try Self.bench(denying: way.action, in: place, dialect: dialect)
                let closed = try await Mutations(bench, as: TestBench.bob)
                #expect(try await way.perform(closed) == .denied, "\(dialect) \(place)")
                #expect(bench.emulator.events().last?.decision?.action == way.action)
                let after = try await closed.state()
                // The bytes of an upload whose end is denied were sent by one who may.
                #expect(way.action == "ecr:CompleteLayerUpload" || after == untouched, "\(dialect) \(place)")
                #expect(after.prefix(after.count - 2) == untouched.prefix(untouched.count - 2))
            }
        }
    }

    @Test(
        "Immunity 4, CVE-2026-41888: every way to move a tag that is fixed is refused",
        arguments: Mutations.ways.filter { $0.action == "ecr:PutImage" }
    )
    func immutable(way: Mutations.Way) async throws {
        for dialect in way.dialects {
            let bench = try Self.bench(denying: nil, dialect: dialect, mutability: TagMutability(.immutable))
            let fixed = try await Mutations(bench, as: TestBench.bob)
            let before = try await fixed.state()
            // What names no tag moves none, and is an image more.
            let namesTag = way.name.contains("tag")
            #expect(try await way.perform(fixed) == (namesTag ? .tagFixed : .done), "\(dialect)")
            let after = try await fixed.state()
            if namesTag { #expect(after == before) }
            #expect(after.contains(Mutations.digest(fixed.manifest) + " v1"))
        }
    }

    @Test(
        "Immunity 4, CVE-2026-41888: a fixed tag is not a protection against deletion, by whichever way",
        arguments: Mutations.ways.filter { $0.action == "ecr:BatchDeleteImage" }
    )
    func deletion(way: Mutations.Way) async throws {
        for dialect in way.dialects {
            let bench = try Self.bench(denying: nil, dialect: dialect, mutability: TagMutability(.immutable))
            let fixed = try await Mutations(bench, as: TestBench.bob)
            #expect(try await way.perform(fixed) == .done, "\(dialect)")
        }
    }

    @Test("Immunity 4, CVE-2026-41888: the matrix has every action that changes what a repository holds")
    func complete() throws {
        let changing = [
            "writeManifest", "deleteManifest", "deleteBlob", "startUpload", "sendPart", "endUpload", "cancelUpload",
        ]
        let routes = RegistryRoute.all.filter { changing.contains($0.name) }
        #expect(routes.count == changing.count)
        let actions = routes.flatMap { route -> [String] in
            guard case .actions(let actions) = route.permission.access else { return [] }
            return actions
        }
        // What a mount asks of its source decides whether it is one, and is shown with the mounts.
        let shown = Set(actions).subtracting(["ecr:GetDownloadUrlForLayer", "ecr:CreateRepository"])
        #expect(Set(Mutations.ways.map(\.action)) == shown)
    }

    // MARK: Tags

    private static let spellings = [
        "latest", "LATEST", "Latest", "lates%74", "%6Catest", "latest%00", "latest%20", "v1", "v1.0", "_", "-",
        ".", "..", "...", "sha256", "sha256-" + String(repeating: "0", count: 64), "uploads", "manifests", "list",
        "_catalog", "null", "nil", "true", "0", "*", "?", "%2A", "$%7Baws:username%7D", "%D9%A3", "stable", "edge",
        "prod",
        String(repeating: "a", count: 128), String(repeating: "a", count: 129),
    ]

    @Test("Immunity 5, CVE-2026-31801: what IAM is asked does not depend on how a tag is spelled, in the routes")
    func routes() throws {
        var random = RandomStream(derivedFrom: "tags")
        let alphabet = Array("abzABZ019._-:%+~!@ *?$\u{e9}".unicodeScalars)
        let drawn = (0..<2_000).map { _ in
            (0..<Int.random(in: 1...40, using: &random)).reduce(into: "") { text, _ in
                text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
            }.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "a"
        }
        let account = try #require(AccountID("123456789012"))
        let region = try #require(Region("us-east-1"))
        for tag in Self.spellings + drawn {
            for (method, action) in [
                ("GET", "ecr:BatchGetImage"), ("HEAD", "ecr:BatchGetImage"), ("PUT", "ecr:PutImage"),
                ("DELETE", "ecr:BatchDeleteImage"),
            ] {
                let request = RegistryRequest(method: method, path: "/v2/app/manifests/" + tag, announcedLength: 2)
                for dialect in RegistryDialect.allCases {
                    let asked = request.questions(of: account, region, in: dialect)
                    #expect(asked == [Question(action, on: .repository("app", account, region))], "\(tag)")
                }
            }
        }
    }

    @Test("Immunity 5, CVE-2026-31801: one who may not put an image may put none, over another or new, by any tag")
    func tags() async throws {
        for dialect in RegistryDialect.allCases {
            let bench = try Self.bench(denying: "ecr:PutImage", dialect: dialect)
            let bob = try await Mutations(bench, as: TestBench.bob, tag: "latest")
            let before = try await bob.state()
            for tag in Self.spellings {
                #expect(try await bob.put(bob.other, as: tag) == .denied, "\(tag)")
                let text = try #require(tag.removingPercentEncoding)
                let outcome = try await bob.api(
                    "PutImage",
                    ["imageManifest": .string(bob.other), "imageTag": .string(text)]
                )
                #expect(outcome == .denied, "\(tag)")
            }
            #expect(try await bob.state() == before)
        }
    }
}
