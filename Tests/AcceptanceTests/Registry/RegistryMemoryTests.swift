import Foundation
import Scenarios
import TestSupport
import Testing

/// How much memory `drydock serve` takes for content that is far larger, sent and fetched by curl.
@Suite("The registry's memory", .timeLimit(.minutes(5)), .serialized)
struct RegistryMemoryTests {
    private static let mebibyte = 1 << 20

    private static func serving(_ body: (ServedRegistry, ServedProcess) async throws -> Void) async throws {
        _ = try InstalledProgram("curl")
        try await withTemporaryFolder { folder in
            let registry = try ServedRegistry(folder: folder, repositories: "app: {}")
            try await registry.serving { try await body(registry, $0) }
        }
    }

    @Test("a layer of 1 GiB streams in and out in less than 32 MiB", arguments: CurlWay.allCases)
    func layer(_ way: CurlWay) async throws {
        try await Self.serving { registry, served in
            let token = try await registry.token(of: served)
            let script = """
                set -e
                TOKEN=\(token)
                \(way.setUp)
                truncate --size $SIZE layer
                digest=sha256:$(sha256sum layer | cut -d ' ' -f 1)
                fetch --fail --dump-header head --request POST $base/v2/app/blobs/uploads/
                location=$(tr -d '\\r' <head | sed -n 's/^[Ll]ocation: //p')
                fetch --fail --request PATCH --upload-file layer "$location"
                fetch --fail --request PUT "$location?digest=$digest"
                fetch --fail --location $base/v2/app/blobs/$digest | cmp - layer
                echo done
                """
            // What the first of everything takes does not count.
            #expect(try await registry.shell("SIZE=100000\n" + script, served).output == "done\n")
            let before = try served.peakMemory()
            let result = try await registry.shell("SIZE=\(1_024 * Self.mebibyte)\n" + script, served)
            #expect(result.output == "done\n")
            let growth = try served.peakMemory() - before
            #expect(growth < 32 * Self.mebibyte, "\(growth / Self.mebibyte) MiB")
        }
    }

    /// CVE-2017-11468: a manifest is read into memory, so there is an end to what is taken.
    @Test(
        "a manifest of 1 GiB is refused after 4 MiB, whether or not its length is announced",
        arguments: CurlWay.allCases
    )
    func manifest(_ way: CurlWay) async throws {
        try await Self.serving { registry, served in
            let token = try await registry.token(of: served)
            let script = """
                TOKEN=\(token)
                \(way.setUp)
                put() {
                  fetch --output answer --write-out '%{http_code} %{size_upload}\\n' --request PUT \
                    --header 'Content-Type: application/vnd.oci.image.manifest.v1+json' "$@" $base/v2/app/manifests/huge
                }
                """
            let small = try await registry.shell(script + "\nput --data '{}'", served)
            #expect(small.output.hasPrefix("405 "), "\(small.output)")
            let before = try served.peakMemory()
            let result = try await registry.shell(
                script + """

                    truncate --size 1G manifest
                    put --upload-file manifest
                    put --header 'Expect:' --upload-file manifest
                    put --header 'Transfer-Encoding: chunked' --header 'Expect:' --upload-file manifest
                    """,
                served
            )
            let answers = result.output.split(separator: "\n").filter { $0.hasPrefix("413 ") }
            #expect(answers.count == 3, "\(result.output)")
            let growth = try served.peakMemory() - before
            #expect(growth < 16 * Self.mebibyte, "\(growth / Self.mebibyte) MiB")
            let largest = try await registry.shell(
                script + """

                    truncate --size 4M largest; put --upload-file largest
                    truncate --size +1 largest; put --upload-file largest
                    """,
                served
            )
            #expect(largest.output.split(separator: "\n").map { $0.prefix(3) } == ["405", "413"], "\(largest.output)")
        }
    }
}
