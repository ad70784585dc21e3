import Foundation
import TestSupport
import Testing

@testable import Scenarios

/// The Debian package and the container image, made and used as by somebody who has neither Swift nor a docker engine.
@Suite("The Debian package and the image")
struct PackageTests {
    private static let root = ProjectFolder.url.path
    private static let maker = root + "/Tests/AcceptanceTests/Programs/debian_root.py"

    private func run(_ script: String, in folder: String) async throws -> ShellProcess.Result {
        let environment = ProcessInfo.processInfo.environment
        var variables = [
            "PATH": (environment["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin", "HOME": folder, "LANG": "C.UTF-8",
            "TMPDIR": folder, "BUILDAH_ISOLATION": "chroot", "XDG_RUNTIME_DIR": folder,
        ]
        variables["PYENV_ROOT"] = environment["PYENV_ROOT"]
        return try await ShellProcess(
            command: "set -e\n" + script,
            variables: variables,
            workingDirectory: folder
        ).run()
    }

    @Test("the package installs on a Debian of its own; the image made of it serves other machines, with a token")
    func image() async throws {
        try await withTemporaryFolder { folder in
            let package = try await run(
                """
                \(Self.root)/deploy/deb --programs \(BuiltPrograms.folder) --output context/drydock.deb
                python3 \(Self.maker) base base-files bash coreutils dash diffutils dpkg grep libc-bin sed tar \\
                  $(dpkg-deb --field context/drydock.deb Depends | tr -d ,)
                dpkg-deb --field context/drydock.deb Package
                """,
                in: try made(folder + "/context", in: folder)
            )
            #expect(package.output == "Made context/drydock.deb\ndrydock\n")
            #expect(package.status == 0)
            // Storage of its own, which goes with the folder.
            let buildah = "buildah --root \(folder)/storage --runroot \(folder)/run --storage-driver vfs"
            let image = try await run(
                """
                base=$(\(buildah) from scratch)
                \(buildah) add --quiet $base base / > /dev/null
                \(buildah) commit --quiet --rm $base localhost/debian > /dev/null
                \(buildah) build --quiet --pull=never --build-arg BASE=localhost/debian --tag localhost/drydock \\
                  --file \(Self.root)/deploy/Containerfile context > build.log 2>&1 || { cat build.log; exit 1; }
                drydock=$(\(buildah) from --pull=never localhost/drydock)
                \(buildah) inspect --format '{{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Cmd}} {{.OCIv1.Config.ExposedPorts}}' $drydock
                echo
                \(buildah) run $drydock -- drydock exec sh -c 'drydock images | grep -c .'
                \(buildah) run $drydock -- zenml version
                echo $drydock > container
                """,
                in: folder
            )
            #expect(
                image.output
                    == "[drydock] [serve --listen 0.0.0.0 --data /data] map[4566/tcp:{}]\n2\nversion: 0.63.0\n"
            )
            #expect(image.status == 0)
            let served = try await run(
                """
                \(buildah) run $(cat container) -- drydock serve --listen 0.0.0.0 --port 0 --data /data \\
                  --ready-file /tmp/ready > log 2>&1 &
                root=$(\(buildah) mount $(cat container))
                until [ -s $root/tmp/ready ]; do kill -0 $!; sleep 0.1; done
                port=$(sed 's/.*"port":\\([0-9]*\\).*/\\1/' $root/tmp/ready)
                pid=$(sed 's/.*"pid":\\([0-9]*\\).*/\\1/' $root/tmp/ready)
                curl --silent --write-out ' %{http_code}\\n' http://127.0.0.1:$port/v2/
                curl --silent --output /dev/null --write-out '%{http_code}\\n' http://127.0.0.1:$port/_drydock/events
                kill $pid
                wait
                \(buildah) rm --all > /dev/null
                """,
                in: folder
            )
            #expect(served.output.contains(" 401\n401\n"), "\(served.output)")
            #expect(served.status == 0)
        }
    }

    private func made(_ path: String, in folder: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return folder
    }
}
