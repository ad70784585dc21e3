package import AWSProtocols
import Foundation
import Images
import Storage
import World

/// Adds a part to an upload: the one that begins where the last has ended (docs/aws/ecr-images.md, "Layers").
package struct UploadLayerPart: RepositoryOperation {
    package static let name = "UploadLayerPart"

    package let repository: RepositoryReference
    private let uploadID: String
    private let firstByte: Int
    private let lastByte: Int
    private let part: [UInt8]

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input, takesAlias: true)
        uploadID = try input.requiredText("uploadId", .uploadID)
        firstByte = try input.requiredLong("partFirstByte", .value(0...))
        lastByte = try input.requiredLong("partLastByte", .value(0...))
        part = try input.requiredBlob("layerPartBlob", .length(0...20_971_520))
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try check()
        let found = try repository.repository(call)
        let upload = try await call.upload(uploadID, in: found)
        let received = try await call.stored { _ in
            do {
                let sink = try upload.beginPart(at: firstByte)
                if !part.isEmpty { try await sink.write(part) }
                return try await sink.end()
            } catch let refusal as UploadRefusal {
                throw ImagesError(refusal, of: upload)
            }
        }
        return repository.answer(
            call,
            ["uploadId": .string(uploadID), "lastByteReceived": .integer(received - 1)]
        )
    }

    private func check() throws(ECRError) {
        // No text of AWS's was found for a part that has another length than it says.
        guard part.count - 1 == lastByte - firstByte else {
            throw .invalidParameter("partLastByte", "must be the last byte of a part of \(part.count) bytes")
        }
    }
}
