package import AWSProtocols
import Images
import Storage
import World

/// The manifests of up to 100 images, as they were put (emulator.md D.7). `acceptedMediaTypes` chooses nothing, for
/// manifests are not converted.
package struct BatchGetImage: RepositoryOperation {
    package static let action = "ecr:BatchGetImage"

    package let repository: RepositoryReference
    private let imageIDs: [ImageIdentifier]
    private let acceptedMediaTypes: [String]?

    package init(_ members: InputMembers) throws(ECRError) {
        repository = try RepositoryReference(members)
        guard let identifiers = try members.imageIDs() else { throw members.missing("imageIds") }
        imageIDs = identifiers
        acceptedMediaTypes = try members.strings("acceptedMediaTypes")
    }

    package var requestParameters: [String: JSONValue] {
        var parameters = repository.requestParameters
        parameters["imageIds"] = .array(imageIDs.map(\.json))
        if let acceptedMediaTypes {
            parameters["acceptedMediaTypes"] = .array(acceptedMediaTypes.map { .string($0) })
        }
        return parameters
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try imageIDs.check()
        if let acceptedMediaTypes {
            guard !acceptedMediaTypes.isEmpty else { throw .tooShort("acceptedMediaTypes", 1) }
            guard acceptedMediaTypes.count <= 100 else { throw .tooLong("acceptedMediaTypes", 100) }
        }
        let repository = try repository.repository(call)
        var images: [JSONValue] = []
        var failures: [JSONValue] = []
        for identifier in imageIDs.unique {
            let lookup = try await call.stored { try ImageLookup(identifier, in: repository.id, of: $0) }
            switch lookup {
            case .failed(let failure):
                failures.append(failure.json(identifier))
            case .found(let image):
                // Someone may have removed it in between.
                let manifest = try await call.stored { try $0.manifest(of: image.digest, in: repository.id) }
                guard let manifest else {
                    failures.append(ImageFailure.notFound.json(identifier))
                    continue
                }
                call.store.recordPull(of: image.digest, in: repository.id, at: call.now)
                let text = String(decoding: manifest, as: UTF8.self)
                images.append(ImageShape.image(image, manifest: text, tag: identifier.tag, of: repository))
            }
        }
        return .object(["images": .array(images), "failures": .array(failures)])
    }
}
