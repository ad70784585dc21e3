import Foundation
import Scenarios
import Testing

/// `drydock serve` and the verbs beside it, as processes.
@Suite("drydock serve")
struct ServeCommandTests {
    /// Starts a server in the background, waits for its ready file, runs `commands`, ends it, and prints its status.
    private func serving(
        _ options: String = "",
        ending signal: String = "TERM",
        before: String = "",
        then commands: String = ""
    ) async throws -> ShellProcess.Result {
        try await withTemporaryFolder { folder in
            try await run(
                """
                \(before)
                drydock serve --port 0 --ready-file ready.json \(options) > banner.txt 2>&1 &
                server=$!
                until [ -s ready.json ]; do kill -0 $server || { cat banner.txt; exit 1; }; done
                port=$(sed 's/.*"port":\\([0-9]*\\).*/\\1/' ready.json)
                export DRYDOCK_ENDPOINT=http://127.0.0.1:$port
                \(commands)
                kill -\(signal) $server
                wait $server
                echo "status $?"
                """,
                in: folder
            )
        }
    }

    private func run(_ script: String, in folder: String) async throws -> ShellProcess.Result {
        let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        return try await ShellProcess(
            command: script,
            variables: [
                "PATH": path, "HOME": folder, "LANG": "C.UTF-8",
                // No engine that happens to run has a say.
                "DOCKER_HOST": "unix://\(folder)/docker.sock",
            ],
            workingDirectory: folder
        ).run()
    }

    @Test("SIGTERM, SIGINT and SIGHUP end it cleanly", arguments: ["TERM", "INT", "HUP"])
    func signals(signal: String) async throws {
        let result = try await serving(ending: signal)
        #expect(result.output == "status 0\n")
    }

    @Test(
        "SIGTERM and SIGINT end it while it loads a large world",
        .timeLimit(.minutes(2)),
        arguments: ["TERM", "INT"]
    )
    func signalsWhileLoading(signal: String) async throws {
        try await withTemporaryFolder { folder in
            let result = try await run(
                """
                { printf 'accounts:\\n  "123456789012":\\n    regions:\\n      us-east-1:\\n        repositories:\\n'
                  seq -f '          app%.0f: {}' 1 200000; } > world.yaml
                drydock serve --port 0 --world world.yaml > banner.txt 2>&1 &
                server=$!
                # Once it minds SIGTERM, and SIGHUP behind it.
                until grep -q '^SigCgt:.*[4567cdef]..[13579bdf]$' /proc/$server/status; do
                  kill -0 $server || exit 1
                done
                kill -\(signal) $server
                wait $server
                echo "status $?"
                cat banner.txt
                """,
                in: folder
            )
            // It never came to listen.
            #expect(result.output == "status 0\n")
        }
    }

    @Test(
        "with all descriptors in use the listener rests, and goes on when there are some again",
        .timeLimit(.minutes(2))
    )
    func descriptors() async throws {
        try await withTemporaryFolder { folder in
            let program = """
                import glob, socket, sys, urllib.request
                port, server = sys.argv[1:]
                held = [socket.create_connection(("127.0.0.1", int(port))) for _ in range(200)]
                def state(path):
                    try:
                        return open(path).read().rpartition(")")[2].split()[0]
                    except (FileNotFoundError, ProcessLookupError):
                        return "S"  # A thread that has ended tries nothing.
                def is_resting():
                    return all(state(path) == "S" for path in glob.glob(f"/proc/{server}/task/*/stat"))
                # A thread that tries over and over is never seen asleep so often.
                rests = 0
                while rests < 100:
                    rests = rests + 1 if is_resting() else 0
                for connection in held:
                    connection.close()
                print(urllib.request.urlopen(f"http://127.0.0.1:{port}/_drydock/health").status)
                """
            try program.write(toFile: folder + "/program.py", atomically: true, encoding: .utf8)
            let result = try await run(
                """
                (ulimit -n 64; exec drydock serve --port 0 --ready-file ready.json > banner.txt 2>&1) &
                server=$!
                until [ -s ready.json ]; do kill -0 $server || { cat banner.txt; exit 1; }; done
                python3 program.py "$(sed 's/.*"port":\\([0-9]*\\).*/\\1/' ready.json)" $server
                kill -TERM $server; wait $server; echo "status $?"
                """,
                in: folder
            )
            #expect(result.output == "200\nstatus 0\n")
        }
    }

    @Test("the ready file is one JSON line with the port and the pid, and goes with the process")
    func readyFile() async throws {
        let result = try await serving(
            then: #"cat ready.json; [ "$(sed 's/.*"pid":\([0-9]*\).*/\1/' ready.json)" = $server ] && echo same"#
        )
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(try lines.first.map { try #/{"pid":\d+,"port":\d+}/#.wholeMatch(in: $0) != nil } == true)
        #expect(lines.dropFirst().first == "same")
    }

    @Test("the banner says where it listens, which world, and what is enforced")
    func banner() async throws {
        let result = try await serving(then: "cat banner.txt; echo port $port")
        let port = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("port ") }?.dropFirst(5))
        #expect(result.output.contains("http://127.0.0.1:\(port)"))
        #expect(result.output.contains("account 123456789012"))
        #expect(result.output.contains("Enforced on every call: signatures, the clock (15 minutes), and IAM"))
        #expect(result.output.contains("eval \"$(drydock env --endpoint http://127.0.0.1:\(port))\""))
    }

    @Test("a call that a fault cuts off gets no answer, in plain HTTP and in TLS", arguments: ["endpoint", "proxy"])
    func cutOff(way: String) async throws {
        let result = try await serving(
            then: """
                eval "$(drydock env --via \(way))"
                drydock fault add sts:GetCallerIdentity cut --times 1
                url=${AWS_ENDPOINT_URL:-https://sts.us-east-1.amazonaws.com}
                call() {
                  curl --silent --aws-sigv4 aws:amz:us-east-1:sts --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\
                    --cacert "${AWS_CA_BUNDLE:-/dev/null}" --output answer --write-out '%{http_code}' \\
                    --data 'Action=GetCallerIdentity&Version=2011-06-15' "$url/"
                }
                call; echo " curl $?"
                call; echo " curl $?"
                """
        )
        #expect(
            result.output == """
                Fault 1: cut on sts:GetCallerIdentity, 1 more call
                000 curl 52
                200 curl 0
                status 0

                """
        )
    }

    @Test("the variables of drydock env lead the AWS CLI there", arguments: ["endpoint", "proxy"])
    func env(way: String) async throws {
        let result = try await serving(
            then: """
                eval "$(drydock env --via \(way))"
                aws sts get-caller-identity --query Arn --output text
                """
        )
        #expect(result.output == "arn:aws:iam::123456789012:user/developer\nstatus 0\n")
    }

    @Test("drydock env writes what programs read that are no shells")
    func envFormats() async throws {
        let result = try await serving(
            then: """
                for format in github gitlab dotenv docker; do
                  drydock env --via proxy --format $format > $format.env 2> notes
                  env -i "PATH=$PATH" "HOME=$HOME" $(cat $format.env) aws sts get-caller-identity --query Arn --output text
                done
                grep -c '^[A-Za-z_]*=.' docker.env
                grep '^AWS_ENDPOINT_URL' docker.env
                """
        )
        let arn = "arn:aws:iam::123456789012:user/developer\n"
        #expect(
            result.output == arn + arn + arn + arn
                + "15\nAWS_ENDPOINT_URL=\nAWS_ENDPOINT_URL_ECR=\nAWS_ENDPOINT_URL_STS=\nstatus 0\n"
        )
    }

    @Test("clock, expire, events, ca and reset reach it")
    func verbs() async throws {
        let result = try await serving(
            then: """
                eval "$(drydock env)"
                aws sts get-session-token --query Credentials.AccessKeyId --output text | cut -c1-4
                drydock expire sessions
                drydock expire tokens --of developer
                drydock events | sed 's/ [^ ]*Z / TIME /'
                drydock ca | head -1
                drydock reset
                drydock events
                drydock clock advance 20m | cut -d, -f2
                aws sts get-caller-identity --query Arn --output text
                drydock fault add sts:GetCallerIdentity skew -20m
                aws sts get-caller-identity 2>&1 | grep -o 'Signature expired'
                """
        )
        #expect(
            result.output == """
                ASIA
                1 session expired.
                The registry tokens of developer expired.
                1 TIME us-east-1 sts:GetSessionToken user/developer: ok
                -----BEGIN CERTIFICATE-----
                The world is as it was loaded.
                 20m ahead of its clients
                arn:aws:iam::123456789012:user/developer
                Fault 1: skew -20m on sts:GetCallerIdentity, all calls
                Signature expired
                status 0

                """
        )
    }

    @Test("where it listens beyond loopback, its control requests take the token that it printed and wrote down")
    func listen() async throws {
        let result = try await serving(
            "--listen 0.0.0.0 --name drydock --data data",
            then: """
                stat -c %a ready.json.token data/control.token
                token=$(cat ready.json.token)
                grep -c -x "  export DRYDOCK_CONTROL_TOKEN=$token" banner.txt
                grep Names banner.txt
                drydock clock; echo "clock $?"
                DRYDOCK_CONTROL_TOKEN=wrong-wrong-wrong drydock reset >/dev/null 2>&1; echo "reset $?"
                export DRYDOCK_CONTROL_TOKEN=$token
                eval "$(drydock env --endpoint http://127.0.0.2:$port)"
                aws sts get-caller-identity --query Arn --output text
                drydock fault add sts:GetCallerIdentity throttle --times 1
                { drydock events --json; drydock env; cat data/*.db data/*.db-wal; } | grep -c "$token"
                curl --silent --resolve drydock:$port:127.0.0.2 --cacert data/ca.pem --head https://drydock:$port/v2/ \\
                  | tr -d '\r' | grep -i '^www-auth' | sed "s/$port/PORT/g"
                curl --silent --output /dev/null --write-out '%{http_code}\n' $DRYDOCK_ENDPOINT/_drydock/health
                trap 'ls ready.json.token data/control.token 2>/dev/null' EXIT
                """
        )
        #expect(
            result.output == """
                600
                600
                1
                  Names: localhost, host.docker.internal, host.containers.internal, drydock. Others are taken over plain HTTP.
                Error: This emulator's control API takes the token that drydock serve printed; give it in the variable \
                DRYDOCK_CONTROL_TOKEN, or in the header Authorization: Bearer TOKEN.
                clock 1
                reset 1
                arn:aws:iam::123456789012:user/developer
                Fault 1: throttle on sts:GetCallerIdentity, 1 more call
                0
                Www-Authenticate: Basic realm="https://drydock:PORT/",service="ecr.amazonaws.com"
                401
                status 0

                """
        )
    }

    @Test("a control token of one's own is taken and not printed")
    func ownToken() async throws {
        let result = try await serving(
            "--listen 0.0.0.0",
            before: "export DRYDOCK_CONTROL_TOKEN=chosen-by-a-compose-file",
            then: """
                grep -c chosen banner.txt
                drydock reset
                """
        )
        #expect(result.output == "0\nThe world is as it was loaded.\nstatus 0\n")
        for (options, complaint) in [
            ("--listen example.com", "'example.com' is not an address to listen on"),
            ("--name sts.amazonaws.com", "--name 'sts.amazonaws.com' is not a name for this machine"),
            ("--name 'a b'", "--name 'a b' is not a name for this machine"),
        ] {
            let refused = try await serving(options)
            #expect(refused.output.contains("Error: " + complaint), "\(refused.output)")
        }
        let weak = try await serving("--listen 0.0.0.0", before: "export DRYDOCK_CONTROL_TOKEN=short")
        #expect(weak.output.contains("Error: DRYDOCK_CONTROL_TOKEN is not a token"))
    }

    @Test("what a caller sends never steers the terminal of who looks at it")
    func escapes() async throws {
        let result = try await serving(
            then: """
                eval "$(drydock env)"
                session=$(printf 'x\\033[2J\\302\\2331m\\n2 forged')
                aws sts assume-role --role-arn arn:aws:iam::123456789012:role/deployer --role-session-name "$session" \\
                  > answer 2>&1 || echo refused
                drydock events > events; drydock explain 1 > explained; drydock events --json > events.json
                cat events explained events.json | LC_ALL=C tr -cd '\\033\\233' | wc -c
                for file in events explained; do grep -cF 'x\\u001b[2J\\u009b1m\\u000a2 forged' $file; done
                grep -c . events
                python3 -c 'import json; print("x\\x1b[2J\\x9b1m\\n2 forged" in json.load(open("events.json"))[0]["errorMessage"])'
                """
        )
        #expect(result.output == "refused\n0\n1\n1\n1\nTrue\nstatus 0\n")
    }

    @Test("state is kept in a data folder, and another world is refused there")
    func data() async throws {
        try await withTemporaryFolder { folder in
            let serve = """
                serve() {
                  rm -f ready.json
                  drydock serve --port 0 --ready-file ready.json --data data "$@" > banner.txt 2>&1 &
                  server=$!
                  until [ -s ready.json ]; do kill -0 $server 2>/dev/null || { cat banner.txt; return 1; }; done
                  grep World: banner.txt
                  eval "$(drydock env --endpoint http://127.0.0.1:$(sed 's/.*"port":\\([0-9]*\\).*/\\1/' ready.json))"
                }
                serve; aws ecr create-repository --repository-name kept --query repository.repositoryName --output text
                kill -TERM $server; wait $server
                serve; aws ecr describe-repositories --repository-names kept --query 'repositories[].repositoryName' --output text
                kill -TERM $server; wait $server
                printf 'accounts:\\n  "210987654321":\\n    users: {}\\n' > other.yaml
                serve --world other.yaml; echo "refused $?"
                """
            let result = try await run(serve, in: folder)
            let starts = """
                World: the default one, with account 123456789012.
                kept
                World: data/world.yaml, with account 123456789012.
                kept
                Error:\u{20}
                """
            #expect(result.output.hasPrefix(starts), "\(result.output)")
            #expect(result.output.hasSuffix("refused 1\n"))
        }
    }

    @Test("the CA is kept in a data folder, its key for its owner alone; without one it is another each time")
    func authority() async throws {
        try await withTemporaryFolder { folder in
            let result = try await run(
                """
                serve() {
                  rm -f ready.json
                  drydock serve --port 0 --ready-file ready.json "$@" > banner.txt 2>&1 &
                  server=$!
                  until [ -s ready.json ]; do kill -0 $server 2>/dev/null || { cat banner.txt; return 1; }; done
                  drydock ca --endpoint http://127.0.0.1:$(sed 's/.*"port":\\([0-9]*\\).*/\\1/' ready.json) > now.pem
                  grep State banner.txt
                }
                stop() { kill -TERM $server; wait $server; }
                serve --data data; cmp now.pem data/ca.pem; stat -c '%a %n' data/ca.*; mv now.pem first.pem; stop
                serve --data data; cmp now.pem first.pem; stop
                serve; cmp -s now.pem first.pem || echo another; grep -c "'self-signed" banner.txt; stop
                serve --ca own/ca; cmp now.pem own/ca/ca.pem; stat -c '%a %n' own/ca own/ca/*; mv now.pem first.pem; stop
                serve --ca own/ca --data data2; cmp now.pem first.pem; ls data2 | grep -c '^ca'; stop
                drydock serve --port 0 --ca data --data data
                """,
                in: folder
            )
            #expect(
                result.output == """
                    State: kept in data, and so is the CA, in data/ca.pem.
                    600 data/ca.key
                    644 data/ca.pem
                    State: kept in data, and so is the CA, in data/ca.pem.
                    State: ends with this process, and so does the CA (keep both with --data DIR, it alone with --ca DIR).
                    another
                    1
                    State: ends with this process (keep it with --data DIR). The CA: kept in own/ca.
                    700 own/ca
                    600 own/ca/ca.key
                    644 own/ca/ca.pem
                    State: kept in data2. The CA: kept in own/ca.
                    0
                    Error: --ca and --data name the same folder; leave --ca out, --data keeps the CA too

                    """
            )
        }
    }

    @Test("a command line that is wrong is one line and status 2")
    func wrongOptions() async throws {
        try await withTemporaryFolder { folder in
            let cases: [(String, String)] = [
                ("drydock serve --port 99999", "Error: --port 99999 is not a port; give a number from 0 to 65535"),
                (
                    "drydock serve --world nowhere.yaml",
                    "Error: the world file nowhere.yaml cannot be read; check the path given to --world"
                ),
                ("drydock world export -o .", "Error: --output: '.' is a folder; name a file in it"),
                ("drydock world export -o new/", "Error: --output: 'new/' is not a file; name one"),
                (
                    "drydock clock advance soon",
                    "Error: 'soon' is not a time; give a number with s, m, h or d, such as 13h or 1h30m"
                ),
                (
                    "drydock events --endpoint http://127.0.0.1:1",
                    "Error: no emulator answers at http://127.0.0.1:1: start one with drydock serve, or name it with --endpoint"
                ),
                (
                    "DRYDOCK_ENDPIONT=x drydock events",
                    "Error: the variable DRYDOCK_ENDPIONT is not known; unset it (Drydock knows DRYDOCK_ENDPOINT, DRYDOCK_CONTROL_TOKEN, DRYDOCK_SANDBOX)"
                ),
            ]
            for (command, message) in cases {
                let result = try await run(command, in: folder)
                #expect(result.output == message + "\n", "\(command)")
                #expect(result.status == 2, "\(command)")
            }
            let unknown = try await run("drydock serve --prot 1", in: folder)
            #expect(unknown.output.hasPrefix("Error: Unknown option '--prot'"), "\(unknown.output)")
            #expect(unknown.status == 2)
        }
    }

    @Test("a data folder that cannot be made is one line and status 1")
    func unmakeableData() async throws {
        try await withTemporaryFolder { folder in
            let result = try await run("drydock serve --port 0 --data /proc/drydock-data", in: folder)
            #expect(result.output.hasPrefix("Error: /proc/drydock-data cannot be made; "), "\(result.output)")
            #expect(result.output.split(separator: "\n").count == 1)
            #expect(result.status == 1)
        }
    }

    @Test("a malformed world is named with file, line and reason")
    func malformedWorld() async throws {
        try await withTemporaryFolder { folder in
            let world = "accounts:\n  \"123456789012\":\n    userz: {}\n"
            try world.write(toFile: folder + "/world.yaml", atomically: true, encoding: .utf8)
            let result = try await run("drydock serve --port 0 --world world.yaml", in: folder)
            #expect(result.output.hasPrefix("Error: world.yaml:3: "), "\(result.output)")
            #expect(result.output.contains("userz"))
            #expect(result.output.split(separator: "\n").count == 1)
            #expect(result.status == 2)
        }
    }

    @Test("a port in use is one line with what to do")
    func portInUse() async throws {
        let result = try await serving(then: "drydock serve --port $port; echo \"second $?\"")
        #expect(
            result.output.contains("is in use; choose another with --port N, or --port 0 for any\nsecond 1\n"),
            "\(result.output)"
        )
    }
}
