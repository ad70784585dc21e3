import AWSCore
import Determinism
import Foundation

@testable import Scenarios

/// The documented flow with names that a seed decides: a world, and a page that shows every output.
struct DocumentedFlow {
    let world: String
    let page: String

    /// Draws account, region, names and repository.
    init(seed: Int) {
        var stream = RandomStream(derivedFrom: "documented flow \(seed)")
        let account = "1" + stream.text(11, of: "0123456789")
        let regions = ["us-east-1", "eu-central-1", "ap-southeast-2", "cn-north-1", "us-gov-west-1", "sa-east-1"]
        let region = regions[Int.random(in: 0..<regions.count, using: &stream)]
        let letters = "abcdefghijklmnopqrstuvwxyz"
        let user = stream.text(7, of: letters)
        let connector = stream.text(9, of: letters) + "-" + stream.text(3, of: letters)
        let registry = stream.text(12, of: letters)
        let stack = stream.text(6, of: letters)
        let repository = stream.text(5, of: letters) + "/" + stream.text(4, of: letters)
        let suffix = Region(region)?.partition.suffix ?? ""
        world = """
            accounts:
              "\(account)":
                users:
                  \(user):
                    policies: [AdministratorAccess]
                    access_keys:
                      - id: AKIA\(stream.text(16, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
                        secret: \(stream.secretAccessKey())
                regions:
                  \(region):
                    repositories:
                      \(repository): {}

            """
        page = DocumentedFlow.page(
            user: user,
            region: region,
            host: "\(account).dkr.ecr.\(region).\(suffix)",
            connector: connector,
            registry: registry,
            stack: stack
        )
    }

    /// Writes both files to `folder` and reads the page.
    func scenario(in folder: String) throws -> Scenario {
        try world.write(toFile: folder + "/world.yaml", atomically: true, encoding: .utf8)
        return try ScenarioPage.parse(text: page, file: folder + "/flow.md")
    }

    private static func page(
        user: String,
        region: String,
        host: String,
        connector: String,
        registry: String,
        stack: String
    ) -> String {
        """
        ---
        world: world.yaml
        identity: \(user)
        region: \(region)
        clock: 2024-05-14T09:30:00Z
        columns: 400
        tables: cells
        ---
        ```console
        $ zenml service-connector register \(connector) --type aws --resource-type docker-registry --auto-configure
        ⠸ Registering service connector '\(connector)'...
        Successfully registered service connector `\(connector)` with access to the following resources:
        ┏━━━┯━━━┓
        ┃ RESOURCE TYPE │ RESOURCE NAMES ┃
        ┠───┼───┨
        ┃ 🐳 docker-registry │ \(host) ┃
        ┗━━━┷━━━┛
        $ zenml service-connector list-resources --connector-type aws --resource-type docker-registry
        The following 'docker-registry' resources can be accessed by service connectors configured in your workspace:
        ┏━━━┯━━━┯━━━┯━━━┯━━━┓
        ┃ CONNECTOR ID │ CONNECTOR NAME │ CONNECTOR TYPE │ RESOURCE TYPE │ RESOURCE NAMES ┃
        ┠───┼───┼───┼───┼───┨
        ┃ d400e0c6-a8e7-4b95-ab34-0359229c5d36 │ \(connector) │ 🔶 aws │ 🐳 docker-registry │ \(host) ┃
        ┗━━━┷━━━┷━━━┷━━━┷━━━┛
        $ zenml container-registry register \(registry) -f aws --uri=\(host)
        Successfully registered container_registry `\(registry)`.
        You can display various ZenML entities[..]
        $ zenml container-registry connect \(registry) --connector d400e0c6-a8e7-4b95-ab34-0359229c5d36
        Successfully connected container registry `\(registry)` to the following resources:
        ┏━━━┯━━━┯━━━┯━━━┯━━━┓
        ┃ CONNECTOR ID │ CONNECTOR NAME │ CONNECTOR TYPE │ RESOURCE TYPE │ RESOURCE NAMES ┃
        ┠───┼───┼───┼───┼───┨
        ┃ d400e0c6-a8e7-4b95-ab34-0359229c5d36 │ \(connector) │ 🔶 aws │ 🐳 docker-registry │ \(host) ┃
        ┗━━━┷━━━┷━━━┷━━━┷━━━┛
        $ zenml stack register \(stack) -c \(registry) -a default -o default --set
        Stack '\(stack)' successfully registered!
        ...
        Active global stack set to:'\(stack)'
        ...
        $ zenml service-connector login \(connector) --resource-type docker-registry
        ⠼ Attempting to configure local client using service connector '\(connector)'...
        WARNING! Your password will be stored unencrypted in /home/\(user)/.docker/config.json.
        Configure a credential helper to remove this warning. See
        https://docs.docker.com/engine/reference/commandline/login/#credentials-store

        The '\(connector)' Docker Service Connector connector was used to successfully configure the local Docker/OCI container registry client/SDK.
        ```

        """
    }
}
