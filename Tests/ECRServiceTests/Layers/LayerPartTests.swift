import AWSProtocols
import Determinism
import ECRService
import Storage
import Testing
import World

@Suite("InitiateLayerUpload and UploadLayerPart")
struct LayerPartTests {
    private let layer = Array("a layer in parts".utf8)

    private func notFound(_ upload: String, in repository: String = "app") -> ECRError {
        ECRError(
            "UploadNotFoundException",
            "The upload with id '\(upload)' in the repository with name '\(repository)' in registry with id "
                + "'123456789012' does not exist"
        )
    }

    @Test("an upload is begun by an ID of its own, and proposes parts of 10 MiB")
    func begin() async throws {
        let registry = try TestRegistry()
        let first = try await registry.perform(InitiateLayerUpload.self, ["repositoryName": "app"])
        #expect(first == ["uploadId": "0b000000-0000-4000-8000-000000000001", "partSize": 10_485_760])
        let second = try await registry.perform(InitiateLayerUpload.self, ["repositoryName": "app"])
        #expect(second["uploadId"] != first["uploadId"])
        #expect(
            try await registry.refusal(of: InitiateLayerUpload.self, ["repositoryName": "gone"])
                == ECRError(
                    "RepositoryNotFoundException",
                    "The repository with name 'gone' does not exist in the registry with id '123456789012'"
                )
        )
    }

    @Test("parts are taken one after the other")
    func parts() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        #expect(
            try await registry.send(Array(layer[..<7]), from: 0, to: upload) == [
                "registryId": "123456789012", "repositoryName": "app", "uploadId": .string(upload),
                "lastByteReceived": 6,
            ]
        )
        let answer = try await registry.send(Array(layer[7...]), from: 7, to: upload)
        #expect(answer["lastByteReceived"] == .integer(layer.count - 1))
    }

    @Test(
        "a part that does not begin where the last has ended is refused, and says where that is",
        arguments: [0, 3, 8, 1_000_000]
    )
    func order(first: Int) async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        try await registry.send(Array(layer[..<7]), from: 0, to: upload)
        #expect(
            try await registry.refusal(of: UploadLayerPart.self, registry.part(layer, from: first, to: upload))
                == ECRError(
                    "InvalidLayerPartException",
                    "First byte of the layer part is \(first) instead of 7",
                    members: [
                        "registryId": "123456789012", "repositoryName": "app", "uploadId": .string(upload),
                        "lastValidByteReceived": 6,
                    ]
                )
        )
        let answer = try await registry.send(Array(layer[7...]), from: 7, to: upload)
        #expect(answer["lastByteReceived"] == .integer(layer.count - 1))
    }

    @Test("an upload's ID has the form of one", arguments: uploadIDsOfAnotherForm)
    func uploadIDForm(id: String) async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(of: UploadLayerPart.self, registry.part(layer, from: 0, to: id)) == uploadIDRule
        )
    }

    @Test("the first part begins at the first byte")
    func firstPart() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        let error = try await registry.refusal(of: UploadLayerPart.self, registry.part(layer, from: 1, to: upload))
        #expect(error?.message == "First byte of the layer part is 1 instead of 0")
        #expect(error?.answer.members["lastValidByteReceived"] == -1)
    }

    @Test(
        "a part has the length that its ends say",
        arguments: [
            ("0", "1", "partLastByte", "must be the last byte of a part of 3 bytes"),
            ("0", "3", "partLastByte", "must be the last byte of a part of 3 bytes"),
            ("2", "1", "partLastByte", "must be the last byte of a part of 3 bytes"),
            ("0", "9223372036854775807", "partLastByte", "must be the last byte of a part of 3 bytes"),
            ("9223372036854775807", "0", "partLastByte", "must be the last byte of a part of 3 bytes"),
            (
                "9223372036854775807", "9223372036854775807", "partLastByte",
                "must be the last byte of a part of 3 bytes"
            ),
            ("-1", "1", "partFirstByte", "Member must have value greater than or equal to 0"),
            ("-9223372036854775808", "2", "partFirstByte", "Member must have value greater than or equal to 0"),
            ("0", "-1", "partLastByte", "Member must have value greater than or equal to 0"),
            ("null", "2", "partFirstByte", "must not be null"), ("0", "null", "partLastByte", "must not be null"),
        ]
    )
    func length(first: String, last: String, member: String, rule: String) async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        let body = """
            {"repositoryName":"app","uploadId":"\(upload)","partFirstByte":\(first),"partLastByte":\(last),
             "layerPartBlob":"YWJj"}
            """
        #expect(try await registry.refusal(of: UploadLayerPart.self, body) == invalid(member, rule))
        #expect(try registry.store.upload(upload, in: try registry.id(), at: registry.clock.now)?.received == 0)
    }

    @Test(
        "numbers and bytes of another form are a SerializationException",
        arguments: [
            (#""0""#, #""YWJj""#), ("0.5", #""YWJj""#), ("1e400", #""YWJj""#), ("9223372036854775808", #""YWJj""#),
            ("[0]", #""YWJj""#), ("{}", #""YWJj""#), ("false", #""YWJj""#), ("0", #""YWJ""#), ("0", #""*""#),
            ("0", #""YWJj====""#), ("0", #""YWI==""#), ("0", "7"), ("0", "[]"),
        ]
    )
    func forms(first: String, blob: String) async throws {
        let registry = try TestRegistry()
        let body = """
            {"repositoryName":"app","uploadId":"x","partFirstByte":\(first),"partLastByte":2,"layerPartBlob":\(blob)}
            """
        #expect(try await registry.refusal(of: UploadLayerPart.self, body)?.code == "SerializationException")
    }

    @Test("a part has 20 MiB at most")
    func longest() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        // In base64, one byte more than that.
        let blob = String(repeating: "AAAA", count: 6_990_507)
        let body = """
            {"repositoryName":"app","uploadId":"\(upload)","partFirstByte":0,"partLastByte":20971520,
             "layerPartBlob":"\(blob)"}
            """
        #expect(
            try await registry.refusal(of: UploadLayerPart.self, body)
                == invalid("layerPartBlob", "Member must have length less than or equal to 20971520")
        )
    }

    @Test("an upload is known by its ID, in its repository, until it lies idle for a day")
    func unknown() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        let absent = "0b000000-0000-4000-8000-00000000ffff"
        #expect(
            try await registry.refusal(of: UploadLayerPart.self, registry.part(layer, from: 0, to: absent))
                == notFound(absent)
        )
        #expect(
            try await registry.refusal(
                of: UploadLayerPart.self,
                registry.part(layer, from: 0, to: upload, in: "team/web")
            ) == notFound(upload, in: "team/web")
        )
        #expect(
            try await registry.refusal(
                of: UploadLayerPart.self,
                registry.part(layer, from: 0, to: upload),
                as: registry.mallory
            )?.code == "UploadNotFoundException"
        )
        #expect(
            try await registry.refusal(
                of: UploadLayerPart.self,
                registry.part(layer, from: 0, to: upload, in: "gone")
            )?.code == "RepositoryNotFoundException"
        )
        registry.clock.advance(by: 86_399)
        try await registry.send(Array(layer[..<7]), from: 0, to: upload)
        registry.clock.advance(by: 86_399)
        try await registry.send(Array(layer[7...]), from: 7, to: upload)
        registry.clock.advance(by: 86_401)
        #expect(
            try await registry.refusal(of: UploadLayerPart.self, registry.part(layer, from: 16, to: upload))
                == notFound(upload)
        )
    }

    @Test("an upload goes with its repository")
    func deletedRepository() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        try await registry.perform(DeleteRepository.self, ["repositoryName": "app"])
        try await registry.perform(CreateRepository.self, ["repositoryName": "app"])
        #expect(
            try await registry.refusal(of: UploadLayerPart.self, registry.part(layer, from: 0, to: upload))
                == notFound(upload)
        )
    }
}
