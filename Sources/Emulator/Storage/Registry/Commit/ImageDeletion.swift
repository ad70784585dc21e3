import OCI

/// An image, or a tag, that is deleted from a repository.
struct ImageDeletion: Sendable {
    let key: ImageKey
    let repository: RepositoryID
    let rules: DeleteRules
    let promises: LayerPromises

    func perform(_ tables: RegistryTables, _ effects: inout BatchEffects) throws -> DeleteOutcome {
        guard let number = try tables.key(of: repository), let digest = try tables.digest(key, in: number),
            let image = try tables.image(digest, in: number)
        else { return .notFound }
        if case .tag(let tag) = key, image.tags != [tag] || !rules.lastTagRemovesImage {
            try tables.remove(tag: tag, in: number)
            return .deleted(image)
        }
        let indexes = try tables.indexes(over: digest, in: number)
        guard indexes.isEmpty || !rules.keepsReferenced else { return .referenced(by: indexes) }
        for index in indexes { try tables.makeSparse(index, in: number) }
        let layers = try tables.layers(of: digest, in: number)
        try tables.remove(image: digest, in: number)
        for layer in layers where try !tables.isReferenced(layer, in: number) {
            if promises.beginLeaving(layer, in: repository) {
                effects.endings.append { [promises, repository] in promises.endLeaving(layer, in: repository) }
                effects.dropped.insert(layer)
                _ = try tables.removeLayer(layer, from: number)
            } else {
                // It goes when the storage is next opened, if no manifest has come to name it.
                try tables.leaveOver(layer, in: number)
            }
        }
        return .deleted(image)
    }
}
