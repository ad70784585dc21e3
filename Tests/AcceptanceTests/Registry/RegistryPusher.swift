import Foundation
import OCI
import Testing

/// Pushes to and pulls from one repository over one connection, as clients do. It blocks; use it within ``blocking(_:)``.
struct RegistryPusher: ~Copyable {
    typealias Answer = RegistryConnection.Answer

    let repository: String
    private let authorization: (String, String)
    private var connection: RegistryConnection

    /// - Parameter token: of `aws ecr get-login-password`.
    init(port: Int, token: String, repository: String) throws {
        self.repository = repository
        authorization = ("Authorization", "Basic " + Data("AWS:\(token)".utf8).base64EncodedString())
        connection = try RegistryConnection(port: port)
    }

    /// Content of 70,000 bytes, which gets a file of its own.
    static func largeContent(_ text: String) -> [UInt8] {
        Array(String(repeating: text, count: 70_000 / text.utf8.count + 1).utf8.prefix(70_000))
    }

    /// A request below the repository's path, ready to be sent.
    func request(
        _ method: String,
        _ path: String,
        headers: [(String, String)] = [],
        body: [UInt8] = [],
        announcing length: Int? = nil
    ) -> [UInt8] {
        RegistryConnection.request(
            method,
            "/v2/\(repository)/\(path)",
            headers: [authorization] + headers,
            body: body,
            announcing: length
        )
    }

    mutating func send(
        _ method: String,
        _ path: String,
        headers: [(String, String)] = [],
        body: [UInt8] = []
    ) throws -> Answer {
        try connection.exchange(request(method, path, headers: headers, body: body))
    }

    /// Begins an upload and answers its ID.
    mutating func startUpload() throws -> String {
        let answer = try send("POST", "blobs/uploads/")
        #expect(answer.status == 202, "\(answer.text)")
        return try #require(answer.headers["docker-upload-uuid"])
    }

    /// Pushes a blob in one go: the last answer.
    @discardableResult
    mutating func push(_ content: [UInt8], as digest: Digest? = nil) throws -> Answer {
        let id = try startUpload()
        return try send("PUT", "blobs/uploads/\(id)?digest=\(digest ?? .of(content))", body: content)
    }

    /// Puts a manifest.
    @discardableResult
    mutating func put(_ manifest: [UInt8], as reference: String) throws -> Answer {
        try send("PUT", "manifests/\(reference)", headers: [("Content-Type", MediaTypes.ociManifest)], body: manifest)
    }

    /// The answer to a GET of a blob; a link is followed.
    mutating func pull(_ digest: Digest) throws -> Answer {
        let answer = try send("GET", "blobs/\(digest)")
        guard answer.status == 307 else { return answer }
        let location = try #require(answer.headers["location"])
        let path = try #require(location.firstMatch(of: /http:\/\/localhost(\/.*)/)).1
        return try connection.exchange(RegistryConnection.request("GET", String(path)))
    }

    /// What `tags/list` has.
    mutating func tags() throws -> [String] {
        struct List: Decodable { let tags: [String]? }
        let answer = try send("GET", "tags/list?n=1000")
        guard answer.status == 200 else { return [] }
        return try JSONDecoder().decode(List.self, from: Data(answer.body)).tags ?? []
    }

    /// Sends bytes as they are; see ``request(_:_:headers:body:announcing:)``.
    func send(_ bytes: some Collection<UInt8>) throws { try connection.send(bytes) }

    /// Sends nothing more, and goes on reading.
    func endOutput() { connection.endOutput() }

    mutating func answer() throws -> Answer { try connection.answer() }

    /// A manifest of these blobs, the first of which is the configuration.
    static func manifest(of blobs: [[UInt8]], name: String = "") -> [UInt8] {
        let parts = blobs.map { #""digest":"\#(Digest.of($0))","size":\#($0.count)}"# }
        let layers = parts.dropFirst().map { #"{"mediaType":"\#(MediaTypes.ociLayer)",\#($0)"# }
        return Array(
            """
            {"schemaVersion":2,"mediaType":"\(MediaTypes.ociManifest)","annotations":{"name":"\(name)"},\
            "config":{"mediaType":"\(MediaTypes.ociConfig)",\(parts[0]),"layers":[\(layers.joined(separator: ","))]}
            """.utf8
        )
    }
}
