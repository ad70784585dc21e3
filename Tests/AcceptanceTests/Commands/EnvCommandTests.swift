import Foundation
import Scenarios
import Testing
import World

/// What `drydock env` prints, evaluated by a shell and used by programs.
@Suite("drydock env")
struct EnvCommandTests {
    private static let worldYAML = """
        accounts:
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIADRYDOCKDEVELOPER, secret: drydock/EXAMPLE/secret/key/of/developer/}]
            regions:
              us-east-1: {repositories: {app: {}}}
              ap-south-1: {}
              eu-central-1: {repositories: {here: {}}}
        """

    /// Runs a script with `drydock` in its path, in an emulator's folder, with an engine's socket named that is not there
    /// unless the script makes it.
    private func run(
        _ script: String,
        _ emulator: RunningEmulator,
        _ variables: [String: String] = [:]
    ) async throws -> ShellProcess.Result {
        let environment = ProcessInfo.processInfo.environment
        let own = [
            "PATH": BuiltPrograms.folder + ":" + (environment["PATH"] ?? "/usr/bin:/bin"),
            "HOME": emulator.folder, "LANG": "C.UTF-8", "AWS_PAGER": "", "AWS_EC2_METADATA_DISABLED": "true",
            "DRYDOCK_ENDPOINT": emulator.url, "DOCKER_HOST": "unix://\(emulator.folder)/docker.sock",
        ]
        return try await ShellProcess(
            command: script,
            variables: own.merging(variables) { _, given in given },
            workingDirectory: emulator.folder
        ).run()
    }

    /// Whatever leads a client of AWS elsewhere.
    private static let misleading: [String: String] = {
        let nowhere = "http://127.0.0.1:1"
        var variables = [
            "AWS_ACCESS_KEY_ID": "AKIAELSEWHERE0000000", "AWS_SECRET_ACCESS_KEY": "elsewhere",
            "AWS_SESSION_TOKEN": "elsewhere", "AWS_SECURITY_TOKEN": "elsewhere",
            "AWS_CREDENTIAL_EXPIRATION": "2020-01-01T00:00:00Z",
            "AWS_PROFILE": "elsewhere", "AWS_DEFAULT_PROFILE": "elsewhere",
            "AWS_REGION": "eu-north-1", "AWS_DEFAULT_REGION": "eu-north-1",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
            "AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true",
            "AWS_STS_REGIONAL_ENDPOINTS": "legacy",
            "AWS_ROLE_ARN": "arn:aws:iam::210987654321:role/elsewhere", "AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/elsewhere",
            "NO_PROXY": "*", "no_proxy": "amazonaws.com",
        ]
        for name in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL_STS"] { variables[name] = nowhere }
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            variables[name] = nowhere
            variables[name.lowercased()] = nowhere
        }
        for name in ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] {
            variables[name] = "/nowhere.pem"
        }
        return variables
    }()

    @Test(
        "Nothing that was set before leads clients elsewhere, and undoing gives all of it back",
        arguments: [
            "endpoint", "proxy",
        ]
    )
    func misled(way: String) async throws {
        try await RunningEmulator.with(world: World.load(yaml: Self.worldYAML, fileName: "world.yaml")) { emulator in
            let result = try await run(
                """
                mkdir .aws
                printf '[default]\\nendpoint_url = http://127.0.0.1:1\\nregion = eu-north-1\\n' > .aws/config
                env | grep -v '^_=' | sort > before
                eval "$(drydock env --via \(way))"
                aws sts get-caller-identity --query Arn --output text
                aws ecr describe-repositories --query 'repositories[].repositoryArn' --output text
                python3 -c "import boto3; print(boto3.client('ecr').describe_registry()['registryId'])"
                curl --silent "$DRYDOCK_ENDPOINT/_drydock/health" | cut -c 1-20
                eval "$(drydock env --undo)"
                env | grep -v '^_=' | sort | diff before - && echo the same
                """,
                emulator,
                Self.misleading
            )
            #expect(
                result.output == """
                    arn:aws:iam::123456789012:user/developer
                    arn:aws:ecr:us-east-1:123456789012:repository/app
                    123456789012
                    {"accounts":["123456
                    the same

                    """
            )
        }
    }

    @Test("The region is the first of the world's file, or the one that is asked for")
    func region() async throws {
        try await RunningEmulator.with(world: World.load(yaml: Self.worldYAML, fileName: "world.yaml")) { emulator in
            let result = try await run(
                """
                drydock env | grep _REGION=
                drydock env --region eu-central-1 | grep _REGION=
                drydock env --region sa-east-1 > /dev/null
                drydock env --region Mars
                echo "status $?"
                """,
                emulator
            )
            #expect(
                result.output == """
                    export AWS_DEFAULT_REGION=us-east-1
                    export AWS_REGION=us-east-1
                    export AWS_DEFAULT_REGION=eu-central-1
                    export AWS_REGION=eu-central-1
                    Note: the world has no region sa-east-1 for the account of developer, which has us-east-1, \
                    ap-south-1, eu-central-1
                    Error: --region 'Mars' is not a region; give one such as us-east-1
                    status 2

                    """
            )
        }
    }

    /// Answers one request as a docker engine with this proxy does, on `docker.sock`.
    private static func engine(proxy: String) -> String {
        """
        python3 -c '
        import socket, os
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("docker.sock")
        listener.listen()
        open("ready", "w").close()
        connection, _ = listener.accept()
        connection.recv(65536)
        body = b"{\\"HttpsProxy\\": \\"\(proxy)\\"}"
        connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body)
        connection.recv(1)
        ' &
        engine=$!
        until [ -e ready ]; do kill -0 $engine || exit 1; done
        drydock env --via proxy > variables; wait $engine
        rm -f docker.sock ready
        """
    }

    @Test("A docker engine without the proxy is pointed out, on standard error alone")
    func engine() async throws {
        try await RunningEmulator.with { emulator in
            let note = """
                Note: docker login, push and pull are done by the docker engine at \
                unix://\(emulator.folder)/docker.sock, which does not see this shell's proxy and would go to the real \
                AWS: give the engine HTTPS_PROXY=\(emulator.url) and the CA, or use localhost:\(emulator.port) as the \
                registry (docs/registry.md, "Docker")

                """
            let without = try await run(Self.engine(proxy: "") + "\ngrep -c Note variables", emulator)
            #expect(without.output == note + "0\n")
            let other = try await run(Self.engine(proxy: "http://127.0.0.1:1"), emulator)
            #expect(other.output == note)
            let with = try await run(Self.engine(proxy: emulator.url), emulator)
            #expect(with.output == "")
            let none = try await run("drydock env --via proxy > variables; drydock env > variables", emulator)
            #expect(none.output == "")
        }
    }

    @Test("A container is told how it reaches the emulator, on standard error alone")
    func container() async throws {
        try await RunningEmulator.with { emulator in
            let beginning =
                "Note: the emulator listens on this machine's loopback only, and a container has a loopback of its own: "
                + "run it with docker run --network host"
            let endpoint = try await run("drydock env --format docker > file; grep -c Note file", emulator)
            #expect(endpoint.output == beginning + " --env-file FILE\n0\n")
            let proxy = try await run(
                """
                drydock env --format docker --via proxy 2> note > file
                sed "s=$(sed -n 's/^AWS_CA_BUNDLE=//p' file)=CA=g" note
                """,
                emulator
            )
            #expect(proxy.output == beginning + " --volume CA:CA:ro --env-file FILE\n")
        }
    }

    @Test("Another CA at the same endpoint is pointed out, once")
    func otherAuthority() async throws {
        try await RunningEmulator.with { emulator in
            let result = try await run(
                """
                drydock env --via proxy > first
                file=$(sed -n 's/^export AWS_CA_BUNDLE=//p' first)
                echo of before > $file
                drydock env --via proxy > second
                drydock env --via proxy > third
                drydock ca | cmp - $file && cmp first third
                """,
                emulator
            )
            #expect(
                result.output == """
                    Note: the emulator at \(emulator.url) has another CA than the last time: programs that still run with \
                    the old one say 'self-signed certificate', so start them anew (drydock serve --data or --ca keeps \
                    the CA)

                    """
            )
        }
    }

    @Test("Undoing is for shells, and for those that drydock env was evaluated in")
    func undoing() async throws {
        try await RunningEmulator.with { emulator in
            let result = try await run(
                "drydock env --undo; echo \"status $?\"; drydock env --undo --format docker; echo \"status $?\"",
                emulator
            )
            #expect(
                result.output == """
                    Error: there is nothing to undo: this shell has no DRYDOCK_BEFORE, which drydock env sets for the way back
                    status 2
                    Error: --undo is for shells, and --format docker is not one; use shell, fish or powershell
                    status 2

                    """
            )
        }
    }
}
