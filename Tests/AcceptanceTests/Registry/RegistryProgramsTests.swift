import Foundation
import Scenarios
import TestSupport
import Testing
import World

/// Programs that nobody here wrote, unmodified, at the registry by AWS's own host name through the proxy: each as somebody
/// who may and as somebody who may not.
@Suite("Real programs at the registry", .timeLimit(.minutes(5)))
struct RegistryProgramsTests {
    private static let host = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
    private static let arn = "arn:aws:ecr:us-east-1:123456789012:repository/app"

    private static let world = """
        accounts:
          "123456789012":
            users:
              pusher:
                policies: [AmazonEC2ContainerRegistryFullAccess, AmazonElasticContainerRegistryPublicFullAccess]
                access_keys: [{id: AKIAPUSHERPUSHERPUSH, secret: secret/of/pusher}]
              puller:
                policies: [AmazonEC2ContainerRegistryPullOnly, AmazonElasticContainerRegistryPublicReadOnly]
                access_keys: [{id: AKIAPULLERPULLERPULL, secret: secret/of/puller}]
              guest:
                inline_policies:
                  login: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "ecr:GetAuthorizationToken", Resource: "*"}}
                access_keys: [{id: AKIAGUESTGUESTGUESTG, secret: secret/of/guest}]
              nobody:
                access_keys: [{id: AKIANOBODYNOBODYNOBO, secret: secret/of/nobody}]
            regions:
              us-east-1:
                repositories:
                  app:
                    images:
                      - generate: {size: 40KiB, layers: 3, platforms: [linux/amd64, linux/arm64]}
                        tags: [v1]
                  empty: {}
            public_repositories:
              app:
                images:
                  - generate: {size: 40KiB, layers: 3, platforms: [linux/amd64, linux/arm64]}
                    tags: [v1]
              empty: {}

        """

    private enum User: String {
        case pusher, puller, guest, nobody

        var variables: [String: String] {
            let name = rawValue.uppercased()
            let key = String(("AKIA" + name + name + name + name).prefix(20))
            return ["AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": "secret/of/\(rawValue)"]
        }
    }

    /// Runs command lines in a home of their own.
    private struct Bench {
        let emulator: RunningEmulator

        /// What a command shows, as a user, who must succeed.
        @discardableResult
        func pass(_ user: User, _ command: String) async throws -> String {
            let result = try await run(user, command)
            #expect(result.status == 0, "\(user): \(command)\n\(result.output)")
            return result.output
        }

        /// What a command shows, as a user, who must fail.
        @discardableResult
        func fail(_ user: User, _ command: String) async throws -> String {
            let result = try await run(user, command)
            #expect(result.status != 0, "\(user): \(command)\n\(result.output)")
            return result.output
        }

        private func run(_ user: User, _ command: String) async throws -> ShellProcess.Result {
            let home = emulator.folder + "/" + user.rawValue
            let storage = "--storage-driver vfs --root \(home)/storage --runroot \(home)/run"
            try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
            let script = """
                HOST=\(RegistryProgramsTests.host); STORAGE="\(storage)"; cd "$HOME"
                login() { aws ecr get-login-password | "$1" login --username AWS --password-stdin $HOST; }
                \(command)
                """
            return try await emulator.shell(
                script,
                .proxy,
                adding: user.variables.merging(["HOME": home, "REGISTRY_AUTH_FILE": home + "/auth.json"]) { $1 }
            )
        }
    }

    /// - Parameter programs: those that the test is about. One that is missing fails it, by name.
    private static func with(_ programs: String..., body: (Bench) async throws -> Void) async throws {
        for program in programs { _ = try InstalledProgram(program) }
        let world = try World.load(yaml: world, fileName: "programs.yaml")
        try await RunningEmulator.with(world: world) { try await body(Bench(emulator: $0)) }
    }

    private static func denied(_ user: User, _ action: String, on resource: String = arn) -> String {
        "User: arn:aws:iam::123456789012:user/\(user.rawValue) is not authorized to perform: ecr:\(action) on resource: "
            + "\(resource) because no identity-based policy allows the ecr:\(action) action"
    }

    @Test("docker logs in with a token, and not without the right to one or with another password")
    func docker() async throws {
        try await Self.with("docker", "aws") { bench in
            #expect(try await bench.pass(.pusher, "login docker").contains("Login Succeeded"))
            #expect(try await bench.pass(.guest, "login docker").contains("Login Succeeded"))
            let refused = try await bench.fail(.nobody, "login docker")
            #expect(refused.contains(Self.denied(.nobody, "GetAuthorizationToken", on: "*")))
            let wrong = "echo wrong | docker login --username AWS --password-stdin $HOST"
            #expect(try await bench.fail(.pusher, wrong).contains("400 Bad Request"))
        }
    }

    @Test("skopeo, podman and docker at public.ecr.aws: everybody pulls, and who may pushes")
    func publicRegistry() async throws {
        try await Self.with("skopeo", "podman", "docker", "aws") { bench in
            let uri = "aws ecr-public describe-registries --query registries[0].registryUri --output text"
            let base = try await bench.pass(.pusher, uri).split(separator: "\n").last.map(String.init) ?? ""
            let login =
                "aws ecr-public get-login-password | PROGRAM login --username AWS --password-stdin public.ecr.aws"
            for program in ["skopeo", "podman", "docker"] {
                let text = try await bench.pass(.pusher, login.replacing("PROGRAM", with: program))
                #expect(text.contains("Login Succeeded"), "\(text)")
            }
            #expect(
                try await bench.fail(.nobody, login.replacing("PROGRAM", with: "skopeo")).contains(
                    "GetAuthorizationToken"
                )
            )
            // Nobody is logged in here.
            try await bench.pass(.nobody, "skopeo copy --all docker://\(base)/app:v1 oci:image:v1")
            try await bench.pass(.nobody, "skopeo copy --all docker://\(base)/app:v1 dir:$HOME/../image")
            try await bench.pass(.nobody, "unset REGISTRY_AUTH_FILE; podman $STORAGE pull \(base)/app:v1")
            let anonymous = try await bench.fail(.nobody, "skopeo copy --all oci:image:v1 docker://\(base)/empty:v2")
            #expect(anonymous.contains("denied: Not Authorized"), "\(anonymous)")
            try await bench.pass(.puller, login.replacing("PROGRAM", with: "skopeo"))
            let denied = try await bench.fail(.puller, "skopeo copy --all dir:$HOME/../image docker://\(base)/empty:v2")
            #expect(
                denied.contains(
                    "User: arn:aws:iam::123456789012:user/puller is not authorized to perform: "
                        + "ecr-public:InitiateLayerUpload on resource: arn:aws:ecr-public::123456789012:repository/empty"
                ),
                "\(denied)"
            )
            try await bench.pass(.pusher, "skopeo copy --all dir:$HOME/../image docker://\(base)/empty:v2")
            #expect(try await bench.pass(.nobody, "skopeo list-tags docker://\(base)/empty").contains("\"v2\""))
        }
    }

    @Test("skopeo logs in, copies both ways with all platforms, inspects, lists and deletes")
    func skopeo() async throws {
        try await Self.with("skopeo", "aws") { bench in
            #expect(try await bench.pass(.pusher, "login skopeo").contains("Login Succeeded!"))
            try await bench.pass(.pusher, "skopeo copy --all docker://$HOST/app:v1 oci:image:v1")
            try await bench.pass(.pusher, "skopeo copy --all oci:image:v1 docker://$HOST/empty:v2")
            #expect(try await bench.pass(.pusher, "skopeo list-tags docker://$HOST/empty").contains("\"v2\""))
            for raw in ["", "--config", "--raw"] {
                try await bench.pass(.pusher, "skopeo inspect \(raw) docker://$HOST/empty:v2")
            }
            try await bench.pass(
                .pusher,
                "skopeo inspect --raw docker://$HOST/app:v1 >a; skopeo inspect --raw docker://$HOST/app:v1 >b; cmp a b"
            )
            try await bench.pass(.pusher, "skopeo delete docker://$HOST/empty:v2")
            let gone = try await bench.fail(.pusher, "skopeo inspect docker://$HOST/empty:v2")
            #expect(gone.contains("manifest unknown: Requested image not found"))

            try await bench.pass(.puller, "login skopeo")
            try await bench.pass(.puller, "skopeo copy --all docker://$HOST/app:v1 oci:image:v1")
            #expect(try await bench.fail(.puller, "skopeo list-tags docker://$HOST/app").contains("403 (Forbidden)"))
            #expect(
                try await bench.fail(.puller, "skopeo delete docker://$HOST/app:v1").contains(
                    Self.denied(.puller, "BatchDeleteImage")
                )
            )
            try await bench.pass(.puller, "skopeo inspect docker://$HOST/app:v1")
            #expect(
                try await bench.fail(.puller, "skopeo copy oci:image:v1 docker://$HOST/app:v2").contains(
                    "403 (Forbidden)"
                )
            )
            try await bench.pass(.guest, "login skopeo")
            #expect(
                try await bench.fail(.guest, "skopeo inspect docker://$HOST/app:v1").contains(
                    "denied: " + Self.denied(.guest, "BatchGetImage")
                )
            )
        }
    }

    @Test("buildah and podman push and pull", arguments: ["buildah", "podman"])
    func engines(program: String) async throws {
        try await Self.with(program, "aws") { bench in
            try await bench.pass(.pusher, "login \(program)")
            try await bench.pass(.pusher, "\(program) $STORAGE pull --quiet $HOST/app:v1")
            try await bench.pass(.pusher, "\(program) $STORAGE tag $HOST/app:v1 $HOST/empty:made")
            try await bench.pass(.pusher, "\(program) $STORAGE push --quiet $HOST/empty:made")
            try await bench.pass(.pusher, "\(program) $STORAGE rmi --all --force >/dev/null")
            try await bench.pass(.pusher, "\(program) $STORAGE pull --quiet $HOST/empty:made")

            try await bench.pass(.puller, "login \(program)")
            try await bench.pass(.puller, "\(program) $STORAGE pull --quiet $HOST/app:v1")
            try await bench.fail(.puller, "\(program) $STORAGE push --quiet $HOST/app:v1 $HOST/app:v2")
            try await bench.pass(.guest, "login \(program)")
            let refused = try await bench.fail(.guest, "\(program) $STORAGE pull --quiet $HOST/app:v1")
            #expect(refused.contains(Self.denied(.guest, "BatchGetImage")))
        }
    }

    @Test("the ECR credential helper answers for the host, and its log has AWS's sentence where it cannot")
    func credentialHelper() async throws {
        try await Self.with("docker-credential-ecr-login", "skopeo") { bench in
            let set = #"""
                unset REGISTRY_AUTH_FILE; mkdir -p .docker
                printf '{"credHelpers":{"%s":"ecr-login"}}' $HOST >.docker/config.json
                """#
            let pulled = try await bench.pass(.puller, set + "\nskopeo copy docker://$HOST/app:v1 oci:image:v1")
            #expect(pulled.contains("Writing manifest"))
            try await bench.fail(.nobody, set + "\nskopeo copy docker://$HOST/app:v1 oci:image:v1")
            let log = try await bench.pass(.nobody, "cat .ecr/log/ecr-login.log")
            #expect(log.contains(Self.denied(.nobody, "GetAuthorizationToken", on: "*")))
        }
    }

    @Test("an image pushed by skopeo is described by the AWS CLI, and one put by boto3 is pulled by skopeo")
    func api() async throws {
        try await Self.with("aws", "skopeo", "python3") { bench in
            try await bench.pass(.pusher, "login skopeo && skopeo copy docker://$HOST/app:v1 docker://$HOST/empty:one")
            let query = "--query 'imageDetails[0].[imageTags[0],imageManifestMediaType]' --output text"
            let described = try await bench.pass(
                .pusher,
                "aws ecr describe-images --repository-name empty --image-ids imageTag=one \(query)"
            )
            #expect(described == "one\tapplication/vnd.oci.image.manifest.v1+json\n")
            let program = ProjectFolder.url.appending(path: "Tests/AcceptanceTests/Programs/put_image.py")
                .path
            let digest = try await bench.pass(.pusher, "python3 \(program) empty two")
            #expect(
                try await bench.pass(.pusher, "skopeo inspect --format '{{.Digest}}' docker://$HOST/empty:two")
                    == digest
            )
            try await bench.pass(.pusher, "skopeo copy docker://$HOST/empty:two oci:two:two")
            let refused = try await bench.fail(.puller, "python3 \(program) empty three")
            #expect(
                refused.contains(
                    Self.denied(
                        .puller,
                        "InitiateLayerUpload",
                        on: "arn:aws:ecr:us-east-1:123456789012:repository/empty"
                    )
                )
            )
            #expect(
                try await bench.fail(.puller, "aws ecr describe-images --repository-name app").contains(
                    Self.denied(.puller, "DescribeImages")
                )
            )
        }
    }

    @Test("curl follows the link to a layer, whole and in part, by TLS and in plain HTTP on localhost")
    func layers() async throws {
        try await Self.with("curl", "aws") { bench in
            let port = bench.emulator.port
            let fetch = """
                token=$(aws ecr get-login-password)
                fetch() { curl --silent --show-error --fail --location --user AWS:$token "$@"; }
                digests() { grep -o 'sha256:[0-9a-f]*'; }
                image=$(fetch https://$HOST/v2/app/manifests/v1 | digests | head -1)
                layer=$(fetch https://$HOST/v2/app/manifests/$image | digests | tail -1)
                for base in https://$HOST http://localhost:\(port); do
                  fetch --output whole $base/v2/app/blobs/$layer
                  echo "${layer#sha256:}  whole" | sha256sum --check --quiet
                  tail -c +1001 whole | head -c 2000 >part
                  fetch --range 1000-2999 $base/v2/app/blobs/$layer | cmp - part
                  fetch --head --output head $base/v2/app/blobs/$layer
                  grep -i "^content-length: $(stat -c %s whole)" head >/dev/null
                done
                """
            try await bench.pass(.pusher, "set -e\nexport NO_PROXY=localhost\n" + fetch)
        }
    }
}
