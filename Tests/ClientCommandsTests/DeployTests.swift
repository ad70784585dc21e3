import ClientStore
import Testing

@Suite("A container registry that is deployed")
struct DeployTests {
    private static let host = "715803424590.dkr.ecr.us-east-1.amazonaws.com"
    private static let deploy = "container-registry deploy r --flavor=aws --provider=aws"

    private func registries(_ home: CommandHome) async throws -> [StoredState.Component] {
        try await home.storedState().components.filter { $0.type == "container_registry" }
    }

    @Test("is a repository and a registry, and destroying it takes both away")
    func whole() async throws {
        let home = try CommandHome()
        let made = await home.zenml(Self.deploy + " -x scan_on_push=true --image_tag_mutability=immutable -t team=ml")
        #expect(made.status == 0, "\(made.error)")
        #expect(made.output.hasPrefix("Deployed the repository '\(Self.host)/r'.\nSuccessfully registered"))
        let stored = try await registries(home)
        #expect(stored.map(\.configuration) == [["uri": Self.host, "default_repository": "r"]])
        #expect(home.aws.takeCalls().contains { $0.hasPrefix("ecr:CreateRepository us-east-1") })

        let again = await home.zenml(Self.deploy)
        #expect(again.status == 1 && again.error.contains("with the name 'r' already exists."))
        #expect(home.aws.takeCalls().isEmpty)

        let gone = await home.zenml("container-registry destroy r -p aws")
        #expect(gone.status == 0, "\(gone.error)")
        #expect(
            gone.output == """
                Deleted the repository '\(Self.host)/r'.
                Deregistered stack component (type: container_registry) with name 'r'.
                Deleted container registry: r

                """
        )
        #expect(try await registries(home).isEmpty)
        #expect(home.aws.takeCalls().contains { $0.hasPrefix("ecr:DeleteRepository us-east-1") })
    }

    @Test("has a random name where none is given, and the connector's region and link where one is named")
    func names() async throws {
        let home = try CommandHome()
        _ = await home.zenml("service-connector register c -taws -rdocker-registry --auto-configure")
        let made = await home.zenml("container-registry deploy -faws -paws --connector c")
        #expect(made.status == 0, "\(made.error)")
        let stored = try await registries(home)
        #expect(stored.first?.name.wholeMatch(of: /ecr-registry-[a-z0-9]{8}/) != nil)
        #expect(stored.first?.connectorResourceID == Self.host)
        let other = await home.zenml(Self.deploy + " --connector c --region eu-west-1")
        #expect(other.status == 1 && other.error.contains("works in the region 'us-east-1', not in 'eu-west-1'"))
    }

    @Test("leaves nothing behind where AWS refuses")
    func denied() async throws {
        let home = try CommandHome()
        home.aws.trouble = .denied("ecr:CreateRepository")
        let refused = await home.zenml(Self.deploy)
        #expect(refused.status == 1)
        #expect(refused.error.hasPrefix("Error: Failed to create the ECR repository 'r': An error occurred (AccessDe"))
        #expect(try await registries(home).isEmpty)
        home.aws.trouble = nil
        _ = await home.zenml(Self.deploy)
        home.aws.trouble = .denied("ecr:DeleteRepository")
        let kept = await home.zenml("container-registry destroy r -p aws")
        #expect(kept.status == 1 && kept.error.hasPrefix("Error: Failed to delete the ECR repository "))
        #expect(try await registries(home).count == 1)
    }

    @Test("is destroyed only where it was deployed, and no stack holds it")
    func refusals() async throws {
        let home = try CommandHome()
        _ = await home.zenml("container-registry register own -f aws --uri=\(Self.host) --default_repository=zenml")
        let own = await home.zenml("container-registry destroy own -p aws")
        #expect(
            own.status == 1 && own.error.hasPrefix("Error: Cannot destroy stack component own. It was not deployed")
        )
        _ = await home.zenml(Self.deploy)
        _ = await home.zenml("stack register s -a default -o default -c r")
        _ = home.aws.takeCalls()
        let held = await home.zenml("container-registry destroy r -p aws --force")
        #expect(held.status == 1 && held.error.contains("as it is part of 1 stacks."))
        #expect(home.aws.takeCalls().isEmpty)
    }

    @Test("is not destroyed with the credentials of another account")
    func account() async throws {
        let home = try CommandHome()
        _ = await home.zenml(Self.deploy)
        _ = await home.zenml("container-registry update r --uri=111111111111.dkr.ecr.us-east-1.amazonaws.com")
        _ = home.aws.takeCalls()
        let refused = await home.zenml("container-registry destroy r -p aws")
        #expect(refused.status == 1 && refused.error.contains("The credentials are for the account 715803424590"))
        #expect(!home.aws.takeCalls().contains { $0.hasPrefix("ecr:") })
    }
}
