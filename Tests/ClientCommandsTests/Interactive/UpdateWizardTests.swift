import ClientStore
import Testing

@Suite("Interactive update of a service connector")
struct UpdateWizardTests {
    private static let keys = "--aws_access_key_id=AKIAIOSFODNN7EXAMPLE --aws_secret_access_key=secret"
    private static let register =
        "service-connector register c --type aws -r docker-registry --region=us-east-1 \(keys) --auth-method "

    private func home(_ method: String) async throws -> CommandHome {
        let home = try CommandHome()
        let registered = await home.zenml(Self.register + method)
        #expect(registered.status == 0, "\(registered.error)")
        return home
    }

    @Test("keeps everything where nothing is typed")
    func unchanged() async throws {
        let home = try await home("secret-key")
        let before = try #require(try await home.storedState().connectors.first)
        let (result, unread, unanswered) = await home.zenml(
            "service-connector update c -i",
            typing: ["", "", "", "", "", ""]
        )
        #expect(result.status == 0)
        #expect(unread.isEmpty && unanswered.isEmpty)
        let after = try #require(try await home.storedState().connectors.first)
        #expect(after.configuration == before.configuration)
        #expect(after.resourceID == before.resourceID)
        #expect(after.authMethod == before.authMethod)
    }

    @Test("corrects a wrong region, though the registry of the old one was stored")
    func region() async throws {
        let home = try CommandHome()
        _ = await home.zenml(
            "service-connector register c --type aws -r docker-registry --region=eu-west-2 \(Self.keys) -a secret-key "
                + "--resource-id 715803424590.dkr.ecr.eu-west-2.amazonaws.com --no-verify"
        )
        let (result, _, _) = await home.zenml(
            "service-connector update c -i",
            typing: ["", "", "", "y", "", "", "us-east-1", "", "n", "n"]
        )
        #expect(result.status == 0, "\(result.error)")
        let connector = try #require(try await home.storedState().connectors.first)
        #expect(connector.resourceID == "715803424590.dkr.ecr.us-east-1.amazonaws.com")
    }

    @Test("asks for all attributes of another method, with what the old one has of them")
    func method() async throws {
        let home = try await home("secret-key")
        let (result, unread, _) = await home.zenml(
            "service-connector update c -i",
            typing: ["", "", "iam-role"] + ["", "", "", "", "", "", "arn:aws:iam::715803424590:role/r"]
                + ["n", "3600", "y", "n"]
        )
        #expect(result.status == 0, "\(result.error)")
        #expect(unread.isEmpty)
        #expect(result.output.contains("[policy] An IAM policy in JSON format"))
        #expect(result.output.contains("{string, secret, required} is currently set to: [HIDDEN]\n"))
        #expect(result.output.contains("[role_arn] AWS IAM Role ARN {string, required} is not currently set\n"))
        let connector = try #require(try await home.storedState().connectors.first)
        #expect(connector.authMethod == "iam-role")
        #expect(connector.configuration["role_arn"] == "arn:aws:iam::715803424590:role/r")
        #expect(connector.expirationSeconds == 3_600)
        let (back, _, _) = await home.zenml(
            "service-connector update c -i -x",
            typing: ["", "", "secret-key"] + ["", "", "", ""] + ["n", "n"]
        )
        #expect(back.status == 0, "\(back.error)")
        #expect(back.output.contains("{string, secret, required} is currently set to: 'secret'\n"))
        let again = try #require(try await home.storedState().connectors.first)
        #expect(again.configuration == ["region": "us-east-1"])
        #expect(again.expirationSeconds == nil)
    }

    @Test("takes an optional attribute away where it is left as it is and not wanted any more")
    func removal() async throws {
        let home = try await home("federation-token")
        _ = await home.zenml("service-connector update c --endpoint_url=https://example.com")
        let (result, _, _) = await home.zenml(
            "service-connector update c -i",
            typing: ["", "", "", "y", "", "", "", "", "", "", "y", "n", "900", "", "n"]
        )
        #expect(result.status == 0, "\(result.error)")
        #expect(
            result.output.contains("You left this optional attribute unchanged. Would you like to remove its value")
        )
        let connector = try #require(try await home.storedState().connectors.first)
        #expect(connector.configuration == ["region": "us-east-1"])
        #expect(connector.expirationSeconds == 900)
    }

    @Test("changes the resource type, and asks for the resource anew")
    func resourceType() async throws {
        let home = try await home("secret-key")
        let (result, _, _) = await home.zenml(
            "service-connector update c -i",
            typing: ["", "", "", "", "y", "s3-bucket", "n", "s3://zenml-demos"]
        )
        #expect(result.status == 0, "\(result.error)")
        let connector = try #require(try await home.storedState().connectors.first)
        #expect(connector.resourceTypes == ["s3-bucket"])
        #expect(connector.resourceID == "s3://zenml-demos")
        let (all, _, _) = await home.zenml(
            "service-connector update c -i",
            typing: ["", "", "", "", "y", "", "n"]
        )
        #expect(all.status == 0, "\(all.error)")
        let multi = try #require(try await home.storedState().connectors.first)
        #expect(multi.resourceTypes.count == 4)
        #expect(multi.resourceID == nil)
    }

    @Test("keeps what a connector in use must keep, and the name of another")
    func refusals() async throws {
        let home = try await home("secret-key")
        _ = await home.zenml(Self.register.replacing("register c ", with: "register d ") + "secret-key")
        _ = await home.zenml("container-registry register r -f aws --uri=715803424590.dkr.ecr.us-east-1.amazonaws.com")
        _ = await home.zenml("container-registry connect r --connector c")
        let (result, _, _) = await home.zenml(
            "service-connector update c -i",
            typing: ["d", "c", "", "session-token", "", "", "", "", "n", "900", "", "n"]
        )
        #expect(result.status == 1)
        #expect(result.output.contains("A service connector with the name 'd' already exists."))
        #expect(
            result.error
                == "Error: Failed to update service connector: The authentication method of a service connector "
                + "that is already actively used in one or more stack components cannot be changed.\n"
        )
        #expect(try await home.storedState().connectors.map(\.authMethod) == ["secret-key", "secret-key"])
    }

    @Test("says what verification says, and changes nothing")
    func unverified() async throws {
        let home = try await home("secret-key")
        home.aws.trouble = .unknownKey
        let (result, _, _) = await home.zenml("service-connector update c -i", typing: ["d", "", "", "", "", ""])
        #expect(result.status == 1)
        #expect(result.error.hasPrefix("Error: Failed to verify service connector update: connector"))
        #expect(try await home.storedState().connectors.map(\.name) == ["c"])
    }
}
