import AWSCore
import AWSProtocols
import AWSSignature
import Emulator
import Foundation
import NIOCore

/// The pages of a list, one after the other.
struct Paging {
    struct Operation {
        let name: String
        /// What the input says besides the page.
        let input: [String: JSONValue]
    }

    static let operations = [
        Operation(name: "ListImages", input: ["repositoryName": "app"]),
        Operation(name: "DescribeImages", input: ["repositoryName": "app"]),
        Operation(name: "DescribeRepositories", input: [:]),
    ]

    private static let calls = 100

    private let operation: Operation
    private let emulator: Emulator

    init(_ operation: Operation, of emulator: Emulator) {
        self.operation = operation
        self.emulator = emulator
    }

    /// The median time of a page of a hundred. After the last it begins anew.
    func median() async throws -> Duration {
        let clock = ContinuousClock()
        var durations: [Duration] = []
        var token: JSONValue?
        for _ in 0..<Self.calls {
            var input = operation.input
            input["nextToken"] = token
            let request = try request(JSONValue.object(input).serialized())
            let began = clock.now
            let response = await emulator.respond(to: request)
            durations.append(clock.now - began)
            guard response.status == 200 else {
                preconditionFailure("\(operation.name) was refused with \(response.status)")
            }
            token = try JSONValue.parse(Array(response.body.readableBytesView))["nextToken"]
        }
        return durations.sorted()[durations.count / 2]
    }

    private func request(_ body: [UInt8]) throws -> EmulatorRequest {
        let headers: HeaderFields = [
            "Host": "api.ecr.us-east-1.amazonaws.com", "Content-Type": AWSJSON.contentType,
            "X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921." + operation.name,
        ]
        guard let key = AccessKeyID(FilledFolder.accessKey) else { preconditionFailure("the key has a key's form") }
        let credentials = AWSCredentials(accessKeyID: key, secretAccessKey: FilledFolder.secret)
        let signable = SignableRequest(method: "POST", path: "/", query: "", headers: headers, body: .of(body))
        return EmulatorRequest(
            method: "POST",
            target: "/",
            headers: Signer(credentials: credentials, region: "us-east-1", service: "ecr").sign(signable, at: Date()),
            body: ByteBuffer(bytes: body),
            origin: EmulatorRequest.Origin(scheme: "https", peerAddress: "127.0.0.1", isLoopback: true)
        )
    }
}
