import Foundation
import Scenarios
import TestSupport
import Testing

/// `drydock exec` and `drydock shell`, as processes.
@Suite("drydock exec")
struct ExecCommandTests {
    /// Runs a script in a folder of its own, with `tmp` in it for temporary files.
    private func run(_ script: String, variables: [String: String] = [:]) async throws -> ShellProcess.Result {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/tmp", withIntermediateDirectories: false)
            let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            let own = ["PATH": path, "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder + "/tmp"]
            return try await ShellProcess(
                command: script,
                variables: own.merging(variables) { _, given in given },
                workingDirectory: folder
            ).run()
        }
    }

    @Test("the command has proxy, CA and home, the caller's other variables, and nothing real")
    func variables() async throws {
        let result = try await run(
            "pwd; echo \"$PATH\"; drydock exec -- sh -c 'pwd; env'",
            variables: [
                "AWS_PROFILE": "real", "AWS_SESSION_TOKEN": "real", "AWS_ENDPOINT_URL": "http://real",
                "DOCKER_CONFIG": "/real", "DOCKER_AUTH_CONFIG": "real", "REGISTRY_AUTH_FILE": "/real",
                "CONTAINERS_REGISTRIES_CONF": "/real", "ZENML_STORE_KEY": "real", "https_proxy": "http://real",
                "ALL_PROXY": "http://real", "no_proxy": "real", "XDG_DATA_HOME": "/real", "CALLERS": "a=b c",
            ]
        )
        let lines = result.output.split(separator: "\n").map(String.init)
        let variables = Dictionary(
            lines.dropFirst(3).compactMap { line -> (String, String)? in
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            },
            uniquingKeysWith: { first, _ in first }
        )
        try #require(lines.count > 3)
        #expect(lines[2] == lines[0], "the working directory")
        #expect(variables["PATH"] == lines[1])
        #expect(variables["CALLERS"] == "a=b c")
        #expect(!result.output.contains("real"))
        let endpoint = try #require(variables["DRYDOCK_ENDPOINT"])
        #expect(try #/http://127\.0\.0\.1:\d+/#.wholeMatch(in: endpoint) != nil)
        for name in ["HTTPS_PROXY", "https_proxy"] { #expect(variables[name] == endpoint, "\(name)") }
        for name in ["NO_PROXY", "no_proxy"] { #expect(variables[name] == "localhost,127.0.0.1,::1", "\(name)") }
        let home = try #require(variables["HOME"])
        #expect(home.hasPrefix(lines[0] + "/tmp/drydock-exec-"))
        let folder = String(home.dropLast("/home".count))
        let trust = ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]
        for name in trust { #expect(variables[name] == folder + "/ca.pem", "\(name)") }
        let below = ["TMPDIR", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "CONTAINERS_STORAGE_CONF", "CONTAINERS_CONF"]
        for name in below { #expect(variables[name]?.hasPrefix(folder + "/") == true, "\(name)") }
        #expect(variables["AWS_EC2_METADATA_DISABLED"] == "true")
    }

    @Test("what it makes is its owner's alone, whatever the umask, and the command has the caller's umask")
    func privacy() async throws {
        let result = try await run(
            """
            umask 000
            drydock exec -- sh -c '
              umask
              zenml service-connector register mine --type aws --resource-type docker-registry --auto-configure > /dev/null ||
                echo failed
              ls -d "$HOME/.aws/credentials" "$HOME/.aws/config" "$TMPDIR" | wc -l
              find tmp -mindepth 1 -perm /077 ! -type l'
            """
        )
        #expect(result.output == "0000\n3\n")
    }

    @Test("the AWS CLI reaches STS under its own name, as the identity and in the region that were asked for")
    func identity() async throws {
        let result = try await run(
            """
            cat > world.yaml <<'END'
            accounts:
              "210987654321":
                users:
                  ada: {access_keys: [{id: AKIAEXAMPLEADA000001, secret: secret/of/ada}]}
                  bob: {access_keys: [{id: AKIAEXAMPLEBOB000001, secret: secret/of/bob}]}
            END
            show='aws sts get-caller-identity --query Arn --output text; aws configure get region'
            drydock exec -- sh -c "$show"
            drydock exec --world world.yaml --region eu-west-1 -- sh -c "$show"
            drydock exec --world world.yaml --identity bob --region eu-west-1 -- sh -c "$show"
            """
        )
        #expect(
            result.output == """
                arn:aws:iam::123456789012:user/developer
                us-east-1
                arn:aws:iam::210987654321:user/ada
                eu-west-1
                arn:aws:iam::210987654321:user/bob
                eu-west-1

                """
        )
    }

    @Test("--denials says whether an explicit denial names its policy, over what the world says")
    func denials() async throws {
        let result = try await run(
            """
            cat > world.yaml <<'END'
            accounts:
              "210987654321":
                policies: {no: {Version: "2012-10-17", Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
                users:
                  ada: {policies: [no], access_keys: [{id: AKIAEXAMPLEADA000001, secret: secret/of/ada}]}
                regions: {us-east-1: {}}
            END
            (echo 'denials: 2025'; cat world.yaml) > older.yaml
            ask() { drydock exec "$@" -- aws ecr describe-registry 2>&1 | grep -o 'an explicit deny.*'; }
            ask --world world.yaml
            ask --world world.yaml --denials 2025
            ask --world older.yaml
            ask --world older.yaml --denials 2026
            drydock exec --denials 2024 -- true 2>&1 | head -1
            """
        )
        #expect(
            result.output == """
                an explicit deny in an identity-based policy: arn:aws:iam::210987654321:policy/no
                an explicit deny in an identity-based policy
                an explicit deny in an identity-based policy
                an explicit deny in an identity-based policy: arn:aws:iam::210987654321:policy/no
                Error: The value '2024' is invalid for '--denials <2025|2026>'. Please provide one of '2025' and '2026'.

                """
        )
    }

    @Test(
        "the command's status is drydock's, and a command that cannot be run is one line",
        arguments: [
            ("drydock exec -- sh -c 'exit 7'", 7, ""),
            ("drydock exec sh -c 'exit 7'", 7, ""),
            (
                "drydock exec --region eu-west-1 sh -c 'grep region $HOME/.aws/config; exit $#' --region -- -x", 2,
                "region = eu-west-1\n"
            ),
            ("drydock exec echo --help -- --world=none", 0, "--help -- --world=none\n"),
            ("drydock exec -- -none", 127, "Error: the command '-none' was not found in PATH; check how it is spelt\n"),
            ("drydock exec -- sh -c 'kill -9 $$'", 137, ""),
            ("drydock exec -- sh -c 'kill -TERM $$'", 143, ""),
            (
                "drydock exec -- no-such-program", 127,
                "Error: the command 'no-such-program' was not found in PATH; check how it is spelt\n"
            ),
            ("drydock exec -- ./none", 127, "Error: the command './none' was not found; check how it is spelt\n"),
            (
                "echo text > file; drydock exec -- ./file", 126,
                "Error: the command './file' cannot be run: it is not a program that you may run; check its permissions\n"
            ),
            (
                "echo '#!/no/such' > file; chmod +x file; drydock exec -- ./file", 126,
                "Error: the command './file' cannot be run: its first line names an interpreter that is not there\n"
            ),
            ("echo 'echo ran $1' > file; chmod +x file; drydock exec -- ./file so", 0, "ran so\n"),
            (
                "drydock exec", 2,
                "Error: there is no command; give one, such as: drydock exec aws sts help\n"
            ),
            (
                "drydock exec --identity nobody -- true", 2,
                "Error: --identity: The world has no user 'nobody'; it has developer.\n"
            ),
            (
                "drydock exec --region Mars -- true", 2,
                "Error: --region 'Mars' is not a region; give one such as us-east-1\n"
            ),
            (
                "drydock exec --world none.yaml -- true", 2,
                "Error: the world file none.yaml cannot be read; check the path given to --world\n"
            ),
        ]
    )
    func status(script: String, status: Int32, output: String) async throws {
        let result = try await run("\(script); status=$?; ls tmp; exit $status")
        #expect(result.output == output)
        #expect(result.status == status)
    }

    @Test("the command has the caller's streams and descriptors, and none of the emulator's")
    func streams() async throws {
        let result = try await run(
            """
            echo typed | drydock exec -- sh -c 'cat; echo error >&2' 2> errors; cat errors
            exec 3< errors
            drydock exec -- sh -c 'cat <&3 > copy; for file in /proc/self/fd/*; do readlink $file; done' | grep -c 'socket:\\|eventpoll'
            cat copy
            """
        )
        #expect(result.output == "typed\nerror\n0\nerror\n")
    }

    @Test("nothing is left: no folder, no emulator, and no process, wherever it put itself")
    func nothingLeft() async throws {
        let result = try await run(
            """
            drydock exec -- sh -c '
              echo $DRYDOCK_ENDPOINT > endpoint
              sleep 600 & echo $! > background
              setsid sh -c "trap \\"\\" TERM; echo \\$\\$ > daemon; exec sleep 600" &
              until [ -s daemon ]; do :; done
              mkdir -p $HOME/cache/module && echo x > $HOME/cache/module/file && chmod -R a-w $HOME/cache
            '
            echo "status $?"
            for file in background daemon; do kill -0 $(cat $file) 2> /dev/null && echo "$file is there"; done
            curl -s $(cat endpoint)/_drydock/health || echo closed
            ls tmp
            """
        )
        #expect(result.output == "status 0\nclosed\n")
    }

    @Test("a signal is the command's to answer", arguments: ["TERM", "INT", "HUP", "QUIT"])
    func signals(signal: String) async throws {
        let result = try await run(
            """
            drydock exec -- sh -c 'trap "echo told; exit 3" \(signal); kill -\(signal) $PPID; sleep 600 & wait'
            echo "status $?"
            ls tmp
            """
        )
        #expect(result.output == "told\nstatus 3\n")
    }

    @Test(
        "a command that does not end is killed by the next signal, or when its time is up",
        arguments: ["kill -TERM $PPID; kill -INT $PPID", "kill -TERM $PPID"]
    )
    func stubbornCommand(signals: String) async throws {
        let result = try await run(
            """
            drydock exec -- sh -c 'trap "" TERM INT; \(signals); exec sleep 600'
            echo "status $?"
            ls tmp
            """
        )
        #expect(result.output == "status 137\n")
    }

    @Test("a signal that comes while the images of the world load ends that, and the command does not run")
    func signalWhileLoading() async throws {
        let result = try await run(
            """
            cat > world.yaml <<'END'
            accounts:
              "123456789012": {regions: {us-east-1: {repositories: {app: {images: [{generate: {size: 48MiB}}]}}}}}
            END
            drydock exec --world world.yaml -- echo ran &
            exec=$!
            until ls tmp/drydock-registry-*/uploads/* > /dev/null 2>&1 || ! kill -0 $exec; do :; done
            kill -TERM $exec
            wait $exec
            echo "status $?"
            ls tmp
            """
        )
        #expect(result.output == "status 143\n")
    }

    @Test("of a killed one the command goes as well, and the next one ends the rest and removes the folder")
    func killed() async throws {
        let result = try await run(
            """
            drydock exec -- sh -c 'setsid sleep 600 & echo $! > rest; echo $$ > pid; exec sleep 600' 2> /dev/null &
            exec=$!
            until [ -s pid ]; do :; done
            kill -KILL $exec
            wait $exec 2> /dev/null
            while kill -0 $(cat pid) 2> /dev/null; do :; done
            ls tmp | wc -l
            kill -0 $(cat rest) && echo rest
            drydock exec -- sh -c 'ls $HOME/../.. | wc -l'
            while kill -0 $(cat rest) 2> /dev/null; do :; done
            ls tmp | wc -l
            """
        )
        #expect(result.output == "1\nrest\n1\n0\n")
    }

    @Test("a folder that is in use is left alone")
    func sideBySide() async throws {
        let result = try await run(
            "drydock exec -- sh -c 'TMPDIR=$PWD/tmp drydock exec -- true; ls -d $HOME && echo there'"
        )
        #expect(result.output.hasSuffix("/home\nthere\n"))
    }

    @Test("with a data folder, state and CA are there the next time")
    func data() async throws {
        let result = try await run(
            """
            drydock exec --data data -- sh -c 'cp $AWS_CA_BUNDLE first.pem
              aws ecr create-repository --repository-name kept --query repository.repositoryName --output text'
            drydock exec --data data -- sh -c 'cmp $AWS_CA_BUNDLE first.pem
              aws ecr describe-repositories --repository-names kept --query "repositories[].repositoryName" --output text'
            """
        )
        #expect(result.output == "kept\nkept\n")
    }

    @Test("the shell is the caller's; two lines on standard error say what it is and how to leave")
    func shell() async throws {
        let result = try await run(
            """
            echo 'echo "$PS1"; aws sts get-caller-identity --query Arn --output text; exit 3' > script
            SHELL=/bin/sh drydock shell < script 2> errors
            echo "status $?"
            sed 's/[0-9]\\{4,\\}/PORT/' errors
            SHELL=/no/shell drydock shell
            """
        )
        #expect(
            result.output == """
                (drydock) $ 
                arn:aws:iam::123456789012:user/developer
                status 3
                This shell has an AWS of its own as developer, an emulator at http://127.0.0.1:PORT, and a home of its own.
                Leave it with exit or Ctrl-D; all that goes with it.
                Error: the command '/no/shell' was not found; check how it is spelt

                """
        )
        #expect(result.status == 127)
    }

    @Test("on a terminal, Ctrl-C and read are the command's, and a shell has its jobs")
    func terminal() async throws {
        let program = ProjectFolder.url.appending(path: "Tests/AcceptanceTests/Programs/exec_terminal.py")
        let output = try await withTemporaryFolder { folder in
            try await PythonProgram.run(
                String(contentsOf: program, encoding: .utf8),
                variables: ["DRYDOCK": BuiltPrograms.drydock, "TMPDIR": folder, "HOME": folder]
            )
        }
        #expect(output == "exec: status 9, interrupted once\nshell: status 5\nclosed: 0 left\n")
    }
}
