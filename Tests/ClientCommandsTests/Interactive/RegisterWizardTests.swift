import ClientStore
import Foundation
import Testing

@Suite("Interactive registration")
struct RegisterWizardTests {
    private static let line = "service-connector register --type aws -i -n"
    private static let keys = ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"]
    private static let toManual = ["c", "", "", "docker-registry", "n"]

    @Test("takes what auto-configuration finds, with the labels of the line")
    func automatic() async throws {
        let home = try CommandHome()
        let (result, unread, unanswered) = await home.zenml(
            Self.line + " -l team=a --expires-skew-tolerance 60",
            typing: ["c", "words", "aws", "docker-registry", "y", "auto"]
        )
        #expect(result.status == 0)
        #expect(unread.isEmpty && unanswered.isEmpty)
        #expect(result.output.contains("No labels are set for this service connector.\n"))
        #expect(result.output.contains("Successfully registered service connector `c` with access to the following"))
        let connector = try #require(try await home.storedState().connectors.first)
        #expect(connector.name == "c")
        #expect(connector.description == "words")
        #expect(connector.authMethod == "session-token")
        #expect(connector.resourceTypes == ["docker-registry"])
        #expect(connector.resourceID == "715803424590.dkr.ecr.us-east-1.amazonaws.com")
        #expect(connector.labels == [Label(key: "team", value: "a")])
        #expect(connector.expirationSeconds == 43_200)
        #expect(connector.expiresSkewTolerance == 60)
    }

    @Test("configures automatically by the method that the line names")
    func automaticMethod() async throws {
        let home = try CommandHome()
        let (result, _, _) = await home.zenml(
            Self.line + " -a secret-key",
            typing: ["c", "", "", "docker-registry", "y", ""]
        )
        #expect(result.status == 0)
        #expect(try await home.storedState().connectors.map(\.authMethod) == ["secret-key"])
    }

    @Test("asks again for what cannot be, and never shows a secret")
    func manual() async throws {
        let home = try CommandHome()
        let (result, unread, unanswered) = await home.zenml(
            Self.line,
            typing: Self.toManual + ["nosuch", "session-token", ""] + Self.keys + [
                "us-east-1", "", "899", "129601", "soon", "900", "n", "1000", "", "n",
            ]
        )
        #expect(result.status == 0)
        #expect(unread.isEmpty && unanswered.isEmpty)
        let output = result.output
        #expect(output.contains("Error: 'nosuch' is not one of 'implicit', 'secret-key', "))
        #expect(output.contains("(min: 900 = 15m; max: 129600 = 1d12h; default: 43200 = 12h) [43200]: 899\n"))
        #expect(output.contains("The expiration time must be at least 900 seconds. Please enter a larger value.\n"))
        #expect(output.contains("The expiration time must not exceed 129600 seconds. Please enter a smaller value.\n"))
        #expect(output.contains("Error: 'soon' is not a valid integer.\n"))
        #expect(output.contains("Credentials will be valid for 15m. Keep this value? [Y/n]: n\n"))
        #expect(!output.contains(Self.keys[0]) && !output.contains(Self.keys[1]))
        #expect(try await home.storedState().connectors.map(\.expirationSeconds) == [1_000])
    }

    @Test("shows secrets as they are typed where that is asked for")
    func shownSecrets() async throws {
        let home = try CommandHome()
        let (result, _, _) = await home.zenml(
            Self.line + " -x",
            typing: Self.toManual + ["secret-key"] + Self.keys + ["us-east-1", "", "n"]
        )
        #expect(result.status == 0)
        #expect(
            result.output.contains("[aws_secret_access_key] AWS Secret Access Key {string, secret, required}: wJalr")
        )
    }

    @Test("takes an end of the credentials in any of three forms, later than now")
    func expiry() async throws {
        let home = try CommandHome()
        let (result, _, _) = await home.zenml(
            Self.line,
            typing: Self.toManual + ["secret-key"] + Self.keys + [
                "us-east-1", "", "y", "tomorrow", "2024-07-29", "2024-07-30T12:00:00", "n", "2024-07-31", "y",
            ]
        )
        #expect(result.status == 0)
        #expect(result.output.contains("Error: 'tomorrow' does not match the formats '%Y-%m-%d', "))
        #expect(
            result.output.contains("The expiration time must be in the future. Please enter a later date and time.\n")
        )
        #expect(result.output.contains("valid until 2024-07-30 12:00:00 UTC (i.e. in 1d. Keep this value? [Y/n]: n\n"))
        let expiresAt = try await home.storedState().connectors.first?.expiresAt
        #expect(expiresAt == Date(timeIntervalSince1970: 1_722_384_000))
    }

    @Test("offers the end that the line names")
    func givenExpiry() async throws {
        let home = try CommandHome()
        let (result, _, _) = await home.zenml(
            Self.line + " --expires-at 2024-07-30",
            typing: Self.toManual + ["secret-key"] + Self.keys + ["us-east-1", "", "", ""]
        )
        #expect(result.status == 0)
        #expect(result.output.contains("e.g. '2023-12-31 23:59:59' [2024-07-30 00:00:00 i.e. in 12h]: \n"))
    }

    @Test("ends without a change where auto-configuration fails and no other is wanted")
    func declined() async throws {
        let home = try CommandHome(variables: [:])
        let (result, _, _) = await home.zenml(Self.line, typing: ["c", "", "", "", "y", "n"])
        #expect(result.status == 0)
        #expect(result.output.hasSuffix("Would you like to continue with manual configuration ? [Y/n]: n\n"))
        #expect(
            result.output.contains("Auto-configuration was not successful: The AWS region name was not specified and ")
        )
        #expect(try await home.storedState().connectors.isEmpty)
    }

    @Test("lets one of several resources be chosen, of those that are there")
    func resource() async throws {
        let home = try CommandHome()
        let (result, _, _) = await home.zenml(
            Self.line,
            typing: ["c", "", "", "nosuch", "s3-bucket", "y", "", "s3://nope", "s3://zenml-demos"]
        )
        #expect(result.status == 0)
        #expect(result.output.contains("The entered resource type 'nosuch' is not one of the listed values."))
        #expect(result.output.contains("The selected 's3://nope' value is not one of the listed values."))
        #expect(try await home.storedState().connectors.map(\.resourceID) == ["s3://zenml-demos"])
    }

    @Test("asks for another name where one is taken")
    func takenName() async throws {
        let home = try CommandHome()
        _ = await home.zenml("service-connector register c --type aws -r docker-registry --auto-configure")
        let (result, _, _) = await home.zenml(
            Self.line,
            typing: ["c", "d", "", "", "docker-registry", "y", ""]
        )
        #expect(result.status == 0)
        #expect(
            result.output.contains(
                "A service connector with the name 'c' already exists. Please choose a different name."
            )
        )
        #expect(try await home.storedState().connectors.map(\.name) == ["c", "d"])
    }

    @Test("a Docker connector has one resource type and one method")
    func docker() async throws {
        let home = try CommandHome()
        let (result, unread, _) = await home.zenml(
            "service-connector register -i -n",
            typing: ["c", "", "docker", "", "user", "password", "https://registry.example.com", "n"]
        )
        #expect(result.status == 0)
        #expect(unread.isEmpty)
        #expect(result.output.contains("Only one resource type is available for this connector (docker-registry).\n"))
        #expect(
            result.output.contains(
                "Only one authentication method is available for this connector (password). Would you like to use it? [Y/n]: "
            )
        )
        #expect(!result.output.contains("auto-configuration"))
        #expect(try await home.storedState().connectors.map(\.type) == ["docker"])
    }

    @Test("leaves no trace where the answers end, or are refused")
    func failure() async throws {
        let home = try CommandHome()
        let (ended, _, unanswered) = await home.zenml(Self.line, typing: Self.toManual)
        #expect(ended.status == 1)
        #expect(ended.error == "\nAborted!\n")
        #expect(unanswered.count == 1)
        home.aws.trouble = .unknownKey
        let (refused, _, _) = await home.zenml(
            Self.line,
            typing: Self.toManual + ["secret-key"] + Self.keys + ["us-east-1", "", "n"]
        )
        #expect(refused.status == 1)
        #expect(
            refused.error.hasPrefix("Error: Failed to configure service connector: connector authorization failure: ")
        )
        #expect(try await home.storedState().connectors.isEmpty)
    }

    @Test("explains types, resource types and methods unless that is not wanted")
    func documentation() async throws {
        let home = try CommandHome()
        let (result, _, _) = await home.zenml(
            "service-connector register -t aws -i",
            typing: Self.toManual,
            width: 100
        )
        for title in ["service connector types", "resource types", "authentication methods"] {
            #expect(result.output.contains("  Available \(title)  "))
        }
        #expect(result.output.contains("\n" + String(repeating: "-", count: 80) + "\n"))
    }
}
