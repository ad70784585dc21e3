import ClientStore
import CurlHTTP
import DockerConfiguration
import Foundation
import Testing

@Suite("A command line that is refused")
struct RefusalTests {
    private static let uri = "715803424590.dkr.ecr.us-east-1.amazonaws.com"
    private static let register = "service-connector register c --type aws --resource-type docker-registry"

    /// A command line, its exit status, and what its error holds.
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let status: Int32
        let error: String

        init(_ line: String, _ status: Int32, _ error: String) {
            self.line = line
            self.status = status
            self.error = error
        }

        var testDescription: String { line }
    }

    @Test(
        "says why, changes nothing and asks AWS nothing",
        arguments: [
            // Not supported.
            Case(
                "service-connector register c --type docker --auto-configure",
                1,
                "The Docker Service Connector service connector type does not support auto-configuration."
            ),
            Case("service-connector register c --type kubernetes --auto-configure", 1, "is not available locally"),
            Case("service-connector register -i -t nosuch", 1, "found with the given parameters: type=nosuch \n"),
            Case(
                "service-connector register -i -a nosuch",
                1,
                "found with the given parameters: auth_method=nosuch \n"
            ),
            Case("container-registry connect -i", 1, "there is no active container_registry in the current"),
            Case("container-registry connect r -i -c c", 1, "or set the interactive flag, not both."),
            Case("stack register s -a default -o default -p aws", 1, "--provider"),
            Case("integration install -i nosuch", 1, "Integration nosuch does not exist. Available integrations: ["),
            Case("integration requirements nosuch", 1, "Version nosuch does not exist. Currently the following"),
            Case("container-registry flavor register x.y", 1, "'zenml container-registry flavor register' is not"),
            Case("container-registry flavor describe nosuch", 1, "No flavor with name 'nosuch'"),
            Case("container-registry deploy r -f gcp -p gcp", 1, "Flavor 'gcp' is not supported for container"),
            Case("container-registry deploy r -f aws -p gcp", 1, "Flavor 'aws' is not supported for container"),
            Case("container-registry deploy r -f aws -p aws -x nosuch=1", 1, "'nosuch' is not a setting"),
            Case("container-registry deploy r -f aws -p aws -x scan_on_push", 1, "in the format key=value, not"),
            Case("container-registry deploy r -f aws -p aws --scan_on_push=x", 1, "takes true or false, not 'x'"),
            Case("container-registry deploy r -f aws -p aws -x kms_key=k", 1, "needs encryption_type=KMS"),
            Case("container-registry deploy r -f aws -p aws -r x/y", 1, "'x/y' is not an AWS region"),
            Case("container-registry deploy r -f aws -p aws --connector c", 1, "Could not find a connector 'c': "),
            Case("container-registry deploy r", 2, "Missing option '--flavor' / '-f'."),
            Case("container-registry destroy r -p gcp", 1, "The provider 'gcp' is not supported"),
            Case("container-registry destroy r -p aws", 1, "Could not find a stack component with name or id 'r'.\n"),
            Case("container-registry up", 1, "there is no active container_registry in the current active stack"),
            // Options that ZenML would pass over.
            Case("\(register) --auto-configure --region_name=eu-west-1", 1, "cannot use '--region_name'"),
            Case("\(register) --auto-configure --expiration-seconds 900", 1, "cannot use '--expiration-seconds'"),
            // Values.
            Case("\(register) --expires-at 2024-02-30", 2, "'2024-02-30' does not match the formats"),
            Case(
                "\(register) --expires-skew-tolerance x",
                2,
                "'--expires-skew-tolerance': 'x' is not a valid integer."
            ),
            Case(
                "\(register) --auth-method secret-key --aws_access_key_id=a --aws_secret_access_key=b --region=x/y",
                1,
                "Provided region_name 'x/y' doesn't match"
            ),
            Case("\(register) --auth-method secret-key --region=@nowhere", 1, "does not exist or is not readable"),
            Case("container-registry register r -f aws", 1, "AWSContainerRegistryConfig: uri: Field required\n"),
            Case(
                "container-registry register r -f aws --uri=\(uri) --nosuch=1",
                1,
                "nosuch: Extra inputs are not permitted\n"
            ),
            Case(
                "container-registry register r -f aws --uri=\(uri)/x",
                1,
                "uri: Value error, Property `uri` can not contain a `/`. An example of a valid URI is: "
                    + "`715803424592.dkr.ecr.us-east-1.amazonaws.com`\n"
            ),
            Case(
                "container-registry register r -f aws --uri=\(uri) -l bare",
                1,
                "Labels must be in the format key=value"
            ),
            Case("stack register s -p oracle", 2, "'oracle' is not one of 'aws', 'azure', 'gcp'."),
            // The grammar.
            Case(
                "service-connector list-resources --resource-typ x",
                2,
                "No such option: --resource-typ (Possible options: --resource-id, --resource-type)\n"
            ),
            Case(
                "container-registry connect --interactiv",
                2,
                "No such option: --interactiv Did you mean --interactive?\n"
            ),
            Case("service-connector list-resources -z", 2, "No such option: -z\n"),
            Case("service-connector list-resources extra words", 2, "Got unexpected extra arguments (extra words)"),
            Case("service-connector login", 2, "Missing argument 'NAME_ID_OR_PREFIX'."),
            Case(
                "service-connector login a --resource-type",
                2,
                "Error: Option '--resource-type' requires an argument.\n"
            ),
            Case("stack register s --set=1", 2, "Error: Option '--set' does not take a value.\n"),
            Case(
                "nosuch",
                2,
                "Usage: zenml [OPTIONS] COMMAND [ARGS]...\nTry 'zenml --help' for help.\n\nError: No such "
            ),
            Case("--nosuch", 2, "No such option: --nosuch"),
            Case("-zfoo", 2, "No such option: -z\n"),
            Case("stack --help=1", 2, "Option '--help' does not take a value."),
            // Each names the word that is wrong, not the last.
            Case("service-connector login --resource-typ x a", 2, "No such option: --resource-typ"),
            Case("stack register s --set=1 -a", 2, "Option '--set' does not take a value."),
            Case("stack register s --nosuch -a default -o default", 2, "Got unexpected extra argument (--nosuch)"),
            Case("service-connector list-resources -ez", 2, "No such option: -z\n"),
            Case("\(register) --auth-method", 2, "Error: Option '--auth-method' requires an argument.\n"),
            Case("\(register) -z --auto-configure", 1, "Invalid argument: 'c'."),
            Case("\(register) --auto-configure --foo", 1, "Invalid argument: '--foo'."),
            Case("service-connector register --type aws --foo", 1, "Error: A name must be supplied."),
            Case("service-connector update '' --region=eu-west-1", 1, "Error: A name must be supplied."),
            Case("service-connector update c d --region=eu-west-1", 1, "Invalid argument: 'c'."),
            Case("container-registry update r s", 1, "Invalid argument: 'r'."),
            // Nothing as a value.
            Case("\(register) --resource-type '' --auto-configure", 1, "does not support resource type ''."),
            Case(
                "\(register) --resource-type '' --auth-method secret-key --aws_access_key_id=a --aws_secret_access_key=b "
                    + "--region=us-east-1",
                1,
                "does not support resource type ''."
            ),
            Case("\(register) --resource-id '' --auto-configure", 1, "Invalid resource ID for a ECR registry: ."),
            Case(
                "\(register) --auth-method secret-key --aws_access_key_id=a --aws_secret_access_key= --region=us-east-1",
                1,
                "missing required attribute 'aws_secret_access_key'"
            ),
            Case("service-connector list-types --type ''", 1, "No service connector types found"),
            Case("service-connector list-types --resource-type ''", 1, "No service connector types found"),
            Case("stack register '' -a default -o default", 1, "A stack with name `` already exists"),
            // The connector is looked for before the flavor.
            Case("container-registry register r -f nosuch --uri=x -c nosuch", 1, "Could not find a connector 'nosuch'"),
            // Lookups.
            Case("stack update -c nosuch", 1, "Error: \"No stack_components have been found"),
            Case(
                "service-connector login 3ab00470-a227-4d50-9c6b-04016d33acbf",
                1,
                "'Service connector with ID 3ab00470-a227-4d50-9c6b-04016d33acbf not found.'"
            ),
        ]
    )
    func refusal(_ refused: Case) async throws {
        let home = try CommandHome()
        let before = try await home.storedState()
        let result = await home.zenml(refused.line)
        #expect(result.status == refused.status)
        #expect(result.error.contains(refused.error))
        #expect(result.error.hasSuffix("\n"))
        #expect(try await home.storedState() == before)
        #expect(home.aws.takeCalls().isEmpty)
    }

    @Test("leaves nothing registered when the connector does not reach the registry")
    func failedConnection() async throws {
        let home = try CommandHome()
        _ = await home.zenml("\(Self.register) --auto-configure")
        let before = try await home.storedState()
        let other = "111111111111.dkr.ecr.us-east-1.amazonaws.com"
        let result = await home.zenml("container-registry register r -f aws --uri=\(other) --connector c")
        #expect(result.status == 1)
        #expect(result.error.hasPrefix("Error: Access to the resource could not be verified: connector 'c' "))
        #expect(try await home.storedState() == before)
        let asked = await home.zenml("container-registry register r -f aws --uri=\(Self.uri) -c c -r \(other)")
        #expect(asked.error.contains("not '\(other)'"))
        #expect(try await home.storedState() == before)
    }

    @Test("names the account that a connector may use, where ZenML dies")
    func otherAccount() async throws {
        let home = try CommandHome()
        let other = "111111111111.dkr.ecr.us-east-1.amazonaws.com"
        let result = await home.zenml("\(Self.register) --resource-id \(other) --auto-configure")
        let sentence = "The connector does not allow access to the provided '\(other)' AWS ECR container registry "
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("Authorization error validating resource ID \(other) for resource type "))
        #expect(result.error.hasPrefix("Error: Failed to register service connector: " + sentence))
    }

    @Test("of register -ri names the registration, and of list-resources -ri the request, as ZenML does")
    func resourceIDs() async throws {
        let home = try CommandHome()
        let keys =
            "--auth-method secret-key --aws_access_key_id=AKIAIOSFODNN7EXAMPLE "
            + "--aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY --region=us-east-1"
        let elsewhere = "715803424590.dkr.ecr.eu-west-1.amazonaws.com"
        let region = "The AWS region for the \(elsewhere) ECR repository region 'eu-west-1' does not match"
        for (id, reason) in [("zenml", "Invalid resource ID for a ECR registry: zenml. Supp"), (elsewhere, region)] {
            let result = await home.zenml("\(Self.register) \(keys) -ri \(id)")
            #expect(
                result.error.hasPrefix(
                    "Error: Failed to register service connector: The service connector configuration is not valid: "
                        + reason
                )
            )
            let auto = await home.zenml("\(Self.register) --auto-configure -ri \(id)")
            #expect(auto.error.hasPrefix("Error: Failed to register service connector: " + reason))
        }
        #expect(home.aws.takeCalls().isEmpty)

        // Stored unchecked, it is wrong whenever it is used, whatever is asked for.
        _ = await home.zenml("\(Self.register) \(keys) -ri zenml --no-verify")
        let wrong = "The service connector configuration is not valid: Invalid resource ID for a ECR registry: zenml."
        let login = await home.zenml("service-connector login c")
        #expect(login.error.contains("could not configure the local client/SDK: \(wrong)"))
        let listed = await home.zenml("service-connector list-resources -ri \(Self.uri)")
        #expect(listed.output.contains(": \(wrong)"))

        _ = await home.zenml("service-connector register d -taws -rdocker-registry --auto-configure")
        let asked = await home.zenml("service-connector list-resources -ri zenml")
        #expect(asked.output.contains("incomplete or invalid: Invalid resource ID for a ECR registry: zenml."))
    }

    @Test("stores no login and says why when docker's configuration cannot be used")
    func dockerTrouble() async throws {
        let home = try CommandHome()
        _ = await home.zenml("\(Self.register) --auto-configure")
        home.dockerTrouble = .helper(name: "docker-credential-nosuch", reason: "it is not on the PATH")
        let result = await home.zenml("service-connector login c")
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        let lines = result.error.split(separator: "\n")
        #expect(lines.first?.hasPrefix("The credential helper docker-credential-nosuch") == true)
        #expect(
            lines.last?.hasPrefix("Error: Service connector 'c' could not configure the local client/SDK: ") == true
        )
        #expect(!result.error.contains("a password"))
    }

    @Test("prints no secret in any error")
    func secrets() async throws {
        let home = try CommandHome()
        for trouble in [ScriptedAWS.Trouble.wrongSecret, .unknownKey, .expiredToken, .transport(.connect)] {
            home.aws.trouble = trouble
            let result = await home.zenml("\(Self.register) --auto-configure")
            #expect(result.status == 1)
            #expect(!(result.output + result.error).contains("wJalrXUtnFEMI"))
        }
    }

    @Test("tells a store that cannot be opened in one line")
    func store() async throws {
        let home = try CommandHome(isInitialised: false)
        try home.write("in the way", to: ".local")
        let result = await home.zenml("service-connector list-resources -r docker-registry")
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.error.hasPrefix("Error: The client store "))
        #expect(result.error.filter(\.isNewline).count == 1)
    }

    @Test(
        "shows help for every command, with status 0",
        arguments: [
            "", "--help", "service-connector", "service-connector register --help",
            "service-connector list-resources --help",
            "service-connector login --help", "container-registry register --help", "container-registry connect --help",
            "stack register --help", "stack update --help", "integration install --help", "stack register s --help",
        ]
    )
    func help(_ line: String) async throws {
        let home = try CommandHome(isInitialised: false)
        let result = await home.zenml(line)
        #expect(result.status == 0)
        #expect(result.output.contains("Usage: zenml"))
    }
}
