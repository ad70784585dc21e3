import AWSCore
import AWSProtocols
import Emulator
import OCI
import RegistryService
import Testing

/// A manifest that two readers could take for two things.
@Suite("Immunity: manifests of two types")
struct ManifestImmunityTests {
    private static let image =
        #""config":{"mediaType":"\#(MediaTypes.ociConfig)","digest":"DIGEST","size":2},"layers":[]"#
    private static let index = #""manifests":[]"#
    private static let types = [
        MediaTypes.ociManifest, MediaTypes.ociIndex, MediaTypes.dockerManifest, MediaTypes.dockerManifestList,
    ]

    /// Manifests with the type that they are sent as.
    private static let ambiguous: [(String, String)] = {
        func manifest(_ type: String?, _ members: String) -> String {
            #"{"schemaVersion":2,\#(type.map { #""mediaType":"\#($0)","# } ?? "")\#(members)}"#
        }
        let digest = Digest.of(Array("{}".utf8)).description
        let image = Self.image.replacing("DIGEST", with: digest)
        func members(of type: String) -> String {
            type == MediaTypes.ociIndex || type == MediaTypes.dockerManifestList ? index : image
        }
        var cases: [(String, String)] = []
        for type in types {
            // One type on the wire, another within.
            for other in types where other != type {
                cases += [(manifest(other, members(of: other)), type), (manifest(other, members(of: type)), type)]
            }
            // Members of both.
            for own in [type, nil] {
                cases += [
                    (manifest(own, image + "," + index), type), (manifest(own, index + "," + image), type),
                    (manifest(own, members(of: type) + #","fsLayers":[]"#), type),
                ]
            }
            // Members of the other kind alone.
            cases.append((manifest(nil, members(of: type) == index ? image : index), type))
            cases.append((manifest(type, members(of: type) == index ? image : index), type))
            // The type in other words.
            for wire in [type + "; charset=utf-8", type.uppercased(), " " + type + " x", "application/json", "*/*", ""]
            {
                cases.append((manifest(type, members(of: type)), wire))
            }
        }
        return cases
    }()

    @Test(
        "Immunity 8, CVE-2021-41190: a manifest that can be read as two types is put by no route",
        arguments: RegistryDialect.allCases
    )
    func routes(dialect: RegistryDialect) async throws {
        let bench = try TestBench(dialect: dialect)
        let token = try await bench.basic()
        try await bench.pushLayer("{}", to: "app", authorization: token)
        for (manifest, type) in Self.ambiguous {
            let digest = Digest.of(Array(manifest.utf8)).description
            for reference in ["x", digest] {
                let answer = try await bench.send(
                    "PUT",
                    "/v2/app/manifests/\(reference)",
                    host: Mutations.host,
                    headers: [("Authorization", token), ("Content-Type", type)],
                    body: manifest
                )
                #expect(answer.status == (dialect == .ecr ? 405 : 400), "\(type): \(manifest)")
                #expect(try answer.registryError().code == (dialect == .ecr ? "UNSUPPORTED" : "MANIFEST_INVALID"))
            }
        }
        #expect(try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#).json()["imageIds"] == [])
    }

    @Test("Immunity 8, CVE-2021-41190: a manifest that can be read as two types is put by no PutImage")
    func operation() async throws {
        let bench = try TestBench()
        try await bench.pushLayer("{}", to: "app", authorization: bench.basic())
        for (manifest, type) in Self.ambiguous {
            let members: JSONValue = [
                "repositoryName": "app", "imageManifest": .string(manifest), "imageManifestMediaType": .string(type),
            ]
            let answer = try await bench.ecr("PutImage", String(decoding: members.serialized(), as: UTF8.self))
            #expect(answer.ecrError.code == "InvalidParameterException", "\(type): \(manifest)")
        }
        #expect(try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#).json()["imageIds"] == [])
    }

    @Test(
        "Immunity 8, CVE-2021-41190: a manifest is read as the type it was put as, whatever the reader accepts",
        arguments: RegistryDialect.allCases
    )
    func reading(dialect: RegistryDialect) async throws {
        let bench = try TestBench(dialect: dialect)
        let token = try await bench.basic()
        try await bench.pushImage("layer", to: "app", authorization: token)
        for accept in Self.types + ["*/*", "application/json", "text/html"] {
            let answer = try await bench.send(
                "GET",
                "/v2/app/manifests/latest",
                host: Mutations.host,
                headers: [("Authorization", token), ("Accept", accept)]
            )
            #expect(answer.status == 200)
            #expect(answer.headers["Content-Type"] == MediaTypes.ociManifest)
            #expect(try answer.json()["mediaType"]?.string == MediaTypes.ociManifest)
        }
    }
}
