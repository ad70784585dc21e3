import AWSCore
import Foundation
import IAM
import Synchronization
import Testing
import World

/// Worlds so large that reading them would not end within the limit if anything were looked for in a list.
@Suite("Large worlds", .timeLimit(.minutes(2)))
struct WorldSizeTests {
    private static let account = "123456789012"
    private static let size = 20_000

    private func load(_ members: String) throws -> Account {
        let world = try World.load(yaml: "accounts:\n  \"\(Self.account)\":\n\(members)", fileName: "large.yaml")
        return try #require(world.accounts.values.first)
    }

    private func lines(_ count: Int = size, _ line: (Int) -> String) -> String {
        (0..<count).map { line($0) + "\n" }.joined()
    }

    @Test func fortyThousandRepositoriesEachWithAPolicyThatNamesARole() throws {
        let account = try load(
            """
                roles:
                  puller: {path: /team/, trust: ["arn:aws:iam::123456789012:root"]}
                regions:
                  us-east-1:
                    repositories:

            """
                + lines(40_000) {
                    guard $0.isMultiple(of: 10) else { return "          team/app\($0): {}" }
                    return "          team/app\($0): {policy: {Version: '2012-10-17', Statement: {Effect: Allow, "
                        + "Principal: {AWS: 'arn:aws:iam::123456789012:role/team/puller'}, "
                        + "Action: 'ecr:BatchGetImage'}}}"
                }
        )
        let region = try #require(Region("us-east-1"))
        #expect(account.registries[region]?.repositories.count == 40_000)
        #expect(account.registries[region]?.repositories["team/app39990"]?.policy?.principals.count == 1)
    }

    @Test func usersInGroupsWithPoliciesByARN() throws {
        let account = try load(
            "    policies:\n"
                + lines {
                    "      p\($0): {Version: '2012-10-17', Statement: {Effect: Allow, Action: 'ecr:*', Resource: '*'}}"
                }
                + "    groups:\n" + lines { "      g\($0): {}" }
                + "    users:\n"
                + lines { "      u\($0): {groups: [g\($0)], policies: ['arn:aws:iam::123456789012:policy/p\($0)']}" }
        )
        #expect(account.users["u19999"]?.groups == ["g19999"])
        #expect(account.users["u19999"]?.attachedPolicies.map(\.resource) == ["policy/p19999"])
    }

    @Test func rolesThatEachTrustAUser() throws {
        let account = try load(
            "    users:\n" + lines { "      u\($0): {path: /team/}" }
                + "    roles:\n" + lines { "      r\($0): {trust: ['arn:aws:iam::123456789012:user/team/u\($0)']}" }
        )
        #expect(account.roles.count == Self.size)
    }

    @Test func accountsOfAnOrganizationEachWithPoliciesOfItsLevel() throws {
        func id(_ number: Int) -> String { String(100_000_000_000 + number) }
        let world = try World.load(
            yaml: "organization:\n  accounts:\n" + lines { "    - \"\(id($0))\"" } + "accounts:\n"
                + lines {
                    "  \"\(id($0))\": {service_control_policies: {limit: {Version: '2012-10-17', Statement: "
                        + "{Effect: Deny, Action: 'ecr:DeleteRepository', Resource: '*'}}}}"
                },
            fileName: "large.yaml"
        )
        #expect(world.organization?.accounts.count == Self.size)
    }

    @Test func theReadingIsAskedWhetherItGoesOnOnceForEachMember() throws {
        let yaml =
            "accounts:\n  \"123456789012\":\n    regions:\n      us-east-1:\n        repositories:\n"
            + lines(1_000) { "          app\($0): {}" }
        let asked = Mutex<[Int]>([])
        _ = try World.load(yaml: yaml, fileName: "world.yaml") { line, lines in
            #expect(lines == 1_005)
            asked.withLock { $0.append(line) }
            return true
        }
        #expect(asked.withLock { $0 } == [2] + Array(6...1_005))

        asked.withLock { $0 = [] }
        let error = try #require(throws: WorldFileError.self) {
            try World.load(yaml: yaml, fileName: "world.yaml") { line, _ in
                asked.withLock { $0.append(line) }
                return line < 100
            }
        }
        #expect(error.description == "world.yaml:100: the reading was ended here")
        #expect(asked.withLock { $0.last } == 100)
    }
}
