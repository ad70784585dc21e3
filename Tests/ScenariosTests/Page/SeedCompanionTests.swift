import Scenarios
import TestSupport
import Testing

@Suite("The companion of the documentation's page", .enabled(if: SharedFolder.isPresent))
struct SeedCompanionTests {
    @Test("every command of the page is run, and every output compared")
    func steps() throws {
        let scenario = try SeedPage.scenario()
        let registry = "715803424590.dkr.ecr.us-east-1.amazonaws.com"
        let own = scenario.steps.filter { $0.file == scenario.file }
        let samples = [
            registry, "123456789.dkr.ecr.eu-west-2.amazonaws.com", "987654321.dkr.ecr.ap-south-1.amazonaws.com",
            "135792468.dkr.ecr.af-south-1.amazonaws.com",
        ]
        let registered = samples.enumerated().map { index, uri in
            "zenml container-registry register uri-\(index + 1) --flavor=aws --uri=\(uri)"
        }
        let expected: [String] =
            registered + [
                "zenml container-registry deploy ecr_container_registry --flavor=aws --provider=aws --region=us-east-1",
                "zenml integration install aws",
                "zenml container-registry register ecr-registry --flavor=aws --uri=\(registry)",
                "zenml stack update -c ecr-registry",
                "aws ecr get-login-password --region us-east-1 | "
                    + "docker login --username AWS --password-stdin \(registry)",
                "zenml service-connector register --type aws -i",
                "zenml service-connector register aws-us-east-1 --type aws --resource-type docker-registry "
                    + "--auto-configure",
                "zenml service-connector list-resources --connector-type aws --resource-type docker-registry",
                "zenml container-registry register aws-us-east-1 -f aws --uri=\(registry)",
                "zenml container-registry connect aws-us-east-1 -i",
                "zenml container-registry connect aws-us-east-1 --connector aws-us-east-1",
                "zenml stack register aws-stack -c aws-us-east-1 -a default -o default --set",
                "zenml service-connector login aws-us-east-1 --resource-type docker-registry",
            ]
        let commands = own.map { $0.command.split(separator: " ").joined(separator: " ") }
        #expect(commands == expected)
        let shown = own.map { $0.expectation != .anything }
        let firstShown = [false, false, false, false, false, true, true, false, false, true, false, true]
        #expect(shown == Array(repeating: false, count: registered.count + 1) + firstShown)
        #expect(scenario.steps.count == own.count + 2)
        #expect(own.filter { !$0.requires.isEmpty }.map(\.requires) == [["aws", "docker"]])
        #expect(scenario.skips.isEmpty)
    }
}
