import AWSCore
import AWSProtocols
import Images
import RegistryService
import Storage
import TestSupport
import Testing

@Suite("An error of the registry")
struct RegistryErrorTests {
    private func answer(_ error: RegistryError) -> TestAnswer {
        TestAnswer(RegistryAnswer(error, origin: TestRegistry.origin))
    }

    @Test("is compact JSON with a line's end, of the length that was recorded")
    func body() {
        let text = "None of the provided layer digests match the calculated layer digest"
        let answer = answer(RegistryError("BLOB_UPLOAD_INVALID", text, status: 400))
        #expect(answer.text == #"{"errors":[{"code":"BLOB_UPLOAD_INVALID","message":"\#(text)"}]}"# + "\n")
        #expect(answer.body.count == 125)
        #expect(answer.status == 400)
        #expect(answer.headers["Content-Type"] == "application/json; charset=utf-8")
        #expect(answer.headers["Docker-Distribution-Api-Version"] == "registry/2.0")
    }

    @Test("says what it says whatever is in it", arguments: ["\"", "\\", "\n\r\t\0\u{1f}", "é 🐳", "</script>"])
    func escapes(text: String) {
        let error = RegistryError("UNKNOWN", text, status: 500)
        #expect(answer(error).error == error)
    }

    @Test("about credentials that are not there names the realm")
    func notAuthorized() {
        let answer = answer(.notAuthorized)
        #expect(answer.status == 401)
        #expect(answer.text == "Not Authorized\n")
        #expect(answer.headers["Content-Type"] == "text/plain; charset=utf-8")
        #expect(
            answer.headers["Www-Authenticate"]
                == #"Basic realm="https://123456789012.dkr.ecr.us-east-1.amazonaws.com/",service="ecr.amazonaws.com""#
        )
    }

    @Test("that the API has too is its sentence, by the registry's code and status")
    func shared() throws {
        let app = try TestRegistry(.ecr).id()
        let cases: [(ImagesError, String, Int)] = [
            (.repositoryNotFound(app), "NAME_UNKNOWN", 404), (.layersMissing([], in: app), "BLOB_UPLOAD_UNKNOWN", 404),
            (.layerNotFound("d", in: app), "BLOB_UNKNOWN", 404),
            (.uploadNotFound("1", in: app), "BLOB_UPLOAD_UNKNOWN", 404),
            (.imagesMissing([], in: app), "MANIFEST_BLOB_UNKNOWN", 400),
            (.tagFixed("v1", in: app, byRepository: true), "TAG_INVALID", 400),
            (.imageDigestDiffers("d", in: app), "MANIFEST_INVALID", 400),
            (.invalidParameter("maxResults", "c"), "UNSUPPORTED", 405),
            (.uploadEmpty("1", in: app), "BLOB_UPLOAD_INVALID", 400),
            (.layerDigestDiffers, "BLOB_UPLOAD_INVALID", 400),
            (.uploadBusy("1", in: app), "BLOB_UPLOAD_INVALID", 409),
            (.partOutOfOrder(first: 0, expected: 1, upload: "1", in: app), "BLOB_UPLOAD_INVALID", 416),
            (.partTooSmall, "SIZE_INVALID", 400),
        ]
        for (refusal, code, status) in cases {
            #expect(RegistryError(refusal) == RegistryError(code, refusal.sentence, status: status))
        }
    }

    @Test(
        "is what the storage's failure becomes, and the storage is not asked again",
        arguments: RegistryDialect.allCases
    )
    func closedStorage(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let digest = try await registry.push("layer", as: "v1")
        let location = try await registry.begin()
        registry.store.close()
        for (method, path) in [
            ("GET", "/v2/app/manifests/v1"), ("DELETE", "/v2/app/manifests/\(digest)"), ("GET", "/v2/app/tags/list"),
            ("GET", "/v2/app/blobs/\(TestManifest.digest("layer"))"), ("POST", "/v2/app/blobs/uploads/"),
            ("PATCH", location), ("GET", "/v2/app/referrers/\(digest)"),
        ] {
            let error = try await registry.send(method, path).error
            #expect(error?.code == "UNKNOWN")
            #expect(error?.status == 500)
            #expect(error?.message.contains(registry.folder.path) == false)
        }
    }
}
