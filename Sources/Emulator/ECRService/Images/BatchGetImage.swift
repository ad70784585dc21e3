package import AWSProtocols
import Images
package import Storage
import World

/// The manifests of up to 100 images, as they were put (docs/aws/ecr-images.md, "Reading images"). `acceptedMediaTypes`
/// chooses nothing, for manifests are not converted.
///
/// What a pull-through cache does not have yet is fetched first (docs/aws/ecr-features.md, "Pull-through caches").
package struct BatchGetImage: RepositoryOperation {
    package static let name = "BatchGetImage"

    package let repository: RepositoryReference
    private let imageIDs: [ImageIdentifier]

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        imageIDs = try input.imageIDs(isRequired: true) ?? []
        _ = try input.texts("acceptedMediaTypes", .length(1...100))
    }

    package var pulledImages: [ImageKey] { imageIDs.compactMap(\.key) }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        if let failure = imageIDs.compactMap({ $0.key.flatMap { call.upstreamFailures[$0] } }).first(where: \.isSecrets)
        {
            throw .unableToGetUpstreamImage(failure)
        }
        let repository = try repository.repository(call)
        var images: [JSONValue] = []
        var failures: [JSONValue] = []
        for identifier in imageIDs.unique {
            let lookup = try await call.stored { try ImageLookup(identifier, in: repository.id, of: $0) }
            switch lookup {
            case .failed(let failure):
                let upstream = identifier.key.flatMap { call.upstreamFailures[$0] }.flatMap(ImageFailure.init)
                failures.append((failure == .notFound ? upstream ?? failure : failure).json(identifier))
            case .found(let image) where image.isArchived:
                failures.append(ImageFailure.archived.json(identifier))
            case .found(let image):
                // Someone may have removed it in between.
                let manifest = try await call.stored { try $0.manifest(of: image.digest, in: repository.id) }
                guard let manifest else {
                    failures.append(ImageFailure.notFound.json(identifier))
                    continue
                }
                ImagePull(image: image.digest, repository: repository, caller: call.caller)
                    .record(in: call.store, call.world, at: call.now)
                let text = String(decoding: manifest, as: UTF8.self)
                images.append(ImageShape.image(image, manifest: text, tag: identifier.tag, of: repository))
            }
        }
        return .object(["images": .array(images), "failures": .array(failures)])
    }
}
