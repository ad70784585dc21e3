import AWSProtocols
import ECRService
import Images
import Testing

@Suite("An error of the ECR API")
struct ECRErrorTests {
    @Test("that the registry has too is its sentence, by the API's code, with status 400")
    func shared() throws {
        let app = try TestRegistry().id()
        let id = "0b000000-0000-4000-8000-000000000001"
        let cases: [(ImagesError, String)] = [
            (.invalidParameter("maxResults", "c"), "InvalidParameterException"),
            (.repositoryNotFound(app), "RepositoryNotFoundException"),
            (.layersMissing([], in: app), "LayersNotFoundException"),
            (.layerNotFound("d", in: app), "LayersNotFoundException"),
            (.imagesMissing([], in: app), "ReferencedImagesNotFoundException"),
            (.tagFixed("v1", in: app, byRepository: false), "ImageTagAlreadyExistsException"),
            (.imageDigestDiffers("d", in: app), "ImageDigestDoesNotMatchException"),
            (.uploadNotFound(id, in: app), "UploadNotFoundException"),
            (.uploadEmpty(id, in: app), "EmptyUploadException"), (.partTooSmall, "LayerPartTooSmallException"),
            (.layerDigestDiffers, "InvalidLayerException"),
        ]
        for (refusal, code) in cases {
            #expect(ECRError(refusal) == ECRError(code, refusal.sentence, status: 400))
        }
    }

    @Test("says of a part that is out of order where the next must begin")
    func outOfOrder() throws {
        let refusal = ImagesError.partOutOfOrder(first: 0, expected: 7, upload: "1", in: try TestRegistry().id())
        #expect(
            ECRError(refusal)
                == ECRError(
                    "InvalidLayerPartException",
                    "First byte of the layer part is 0 instead of 7",
                    members: [
                        "registryId": "123456789012", "repositoryName": "app", "uploadId": "1",
                        "lastValidByteReceived": 6,
                    ]
                )
        )
    }

    @Test("has no word for an upload that another request is at: it is not found")
    func busy() throws {
        let app = try TestRegistry().id()
        #expect(ECRError(.uploadBusy("1", in: app)) == ECRError(.uploadNotFound("1", in: app)))
    }
}
