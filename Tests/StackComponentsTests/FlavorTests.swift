import ClientStore
import Foundation
import StackComponents
import Testing

@Suite("Flavors of container registries")
struct FlavorTests {
    @Test("are those that ZenML lists, in its order")
    func list() {
        let connectorTypes = ContainerRegistryFlavor.all.map {
            "\($0.name) \($0.connectorType ?? "-") \($0.integration)"
        }
        #expect(
            connectorTypes == [
                "default - built-in", "azure azure built-in", "dockerhub docker built-in", "gcp gcp built-in",
                "github - built-in", "aws aws aws",
            ]
        )
        #expect(
            FlavorAttribute.all.map { "\($0.name), \($0.form)" } == [
                "authentication_secret, one of: string, null", "uri, string, REQUIRED",
                "default_repository, one of: string, null",
            ]
        )
    }

    @Test(
        "take what ZenML takes",
        arguments: [
            ("aws", "715803424590.dkr.ecr.us-east-1.amazonaws.com"),
            ("aws", "123456789.dkr.ecr.eu-west-2.amazonaws.com"),
            ("aws", "docker.io"), ("aws", "localhost:5000"), ("aws", ""),
            ("aws", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"), ("default", "localhost:5000"),
            ("default", "https://example.com/x"), ("dockerhub", "docker.io/me"), ("github", "ghcr.io/me"),
            ("azure", "x.azurecr.io"), ("gcp", "europe-docker.pkg.dev/p/r"),
        ]
    )
    func accepted(_ flavor: String, _ uri: String) throws {
        let attributes: Attributes = ["default_repository": "{{a.b}}", "uri": uri, "authentication_secret": "s"]
        #expect(try ContainerRegistryFlavor.named(flavor).checked(attributes) == attributes)
        #expect(try ContainerRegistryFlavor.named(flavor).checked(["uri": uri + "//"]) == ["uri": uri])
    }

    private static let slash =
        "uri: Value error, Property `uri` can not contain a `/`. An example of a valid URI is: "
        + "`715803424592.dkr.ecr.us-east-1.amazonaws.com`"

    @Test(
        "refuse what ZenML refuses",
        arguments: [
            ("aws", [:], "1 validation error for AWSContainerRegistryConfig: uri: Field required"),
            ("aws", ["uri": "https://x"], "1 validation error for AWSContainerRegistryConfig: \(slash)"),
            (
                "aws", ["uri": "a/b", "x": "1", "y": "2"],
                "3 validation errors for AWSContainerRegistryConfig: \(slash); x: Extra inputs are not permitted; "
                    + "y: Extra inputs are not permitted"
            ),
            (
                "github", ["nosuch": "1"],
                "2 validation errors for BaseContainerRegistryConfig: uri: Field required; nosuch: Extra inputs are not "
                    + "permitted"
            ),
            (
                "default", ["uri": "{{ a.b }}"],
                "Passing the stack component attribute `uri` as a secret reference is not allowed as additional "
                    + "validation is required for this attribute."
            ),
        ] as [(String, Attributes, String)]
    )
    func refused(_ flavor: String, _ attributes: Attributes, _ text: String) async {
        #expect(await message { _ = try ContainerRegistryFlavor.named(flavor).checked(attributes) } == text)
    }

    @Test("that there are not are said not to be")
    func unknown() async {
        #expect(
            await message { _ = try ContainerRegistryFlavor.named("nosuch") }
                == "\"No flavor with name 'nosuch' and type 'container_registry' exists.\""
        )
    }

    @Test("are reached by the connectors that they ask for")
    func connectors() async throws {
        try await withStore(["r"]) { store async throws in
            try await store.write { writer in
                try writer.insertServiceConnector(connector("ecr"))
                try writer.insertServiceConnector(connector("s3", resourceTypes: ["s3-bucket"]))
                try writer.insertServiceConnector(connector("docker", type: "docker"))
                _ = try Components.containerRegistries.register(
                    try Components.containerRegistries.planned(
                        "d",
                        flavor: "default",
                        attributes: ["uri": ""]
                    ),
                    in: writer
                )
            }
            let (connectors, registries) = try await store.read {
                (try $0.serviceConnectors(), try $0.components(ofType: "container_registry"))
            }
            func check(_ connector: Int, _ registry: Int) async -> String? {
                await message {
                    try ContainerRegistryFlavor.named(registries[registry].flavor)
                        .check(connectors[connector], for: registries[registry].values)
                }
            }
            func refusal(_ connector: Int, _ registry: Int, _ reason: String) -> String {
                "The connector with ID \(connectors[connector].id) does not match the component's "
                    + "`\(registries[registry].name)` of type `container_registry` connector requirements: \(reason). "
                    + "Please pick a connector that is compatible with the component flavor and try again, or use the "
                    + "interactive mode to select a compatible connector."
            }
            #expect(await check(0, 0) == nil)
            let resourceType =
                "connector does not provide the 'docker-registry' resource type specified in the stack component "
                + "requirements. Only the following resource types are supported: s3-bucket"
            #expect(await check(1, 0) == refusal(1, 0, resourceType))
            let type =
                "connector type 'docker' does not match the 'aws' connector type specified in the stack component "
                + "requirements"
            #expect(await check(2, 0) == refusal(2, 0, type))
            let attribute =
                "the 'uri' stack component configuration attribute plays the role of resource identifier, but the stack "
                + "component does not contain a 'uri' attribute. Please add the 'uri' attribute to the stack component "
                + "configuration and try again."
            #expect(await check(2, 1) == refusal(2, 1, attribute))
        }
    }
}
