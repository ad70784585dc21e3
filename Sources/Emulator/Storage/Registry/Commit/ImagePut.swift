import Foundation
import OCI

/// An image that is put into a repository.
struct ImagePut: Sendable {
    let new: NewImage
    let tags: [String]
    let repository: RepositoryID
    let date: Date
    let rules: PutRules
    let core: RegistryCore

    func perform(_ tables: RegistryTables, _ effects: inout BatchEffects) throws -> PutOutcome {
        let key = try tables.madeKey(of: repository)
        let present = try tables.image(new.digest, in: key)
        let added = tags.filter { !(present?.tags.contains($0) ?? false) }
        if let present, added.isEmpty, !present.isArchived {
            endPromises(&effects)
            return PutOutcome(image: present, wasThere: true)
        }
        if present == nil, rules.requiresParts { try requireParts(tables, key) }
        for tag in added where rules.tagIsFixed(tag) {
            if try tables.digest(.tag(tag), in: key) != nil { throw PutRefusal.tagFixed(tag) }
        }
        if present == nil {
            try tables.insert(new, isSparse: !rules.requiresParts, in: key, at: date)
            core.pulls.forget(new.digest, in: repository)
        }
        if present?.isArchived == true { try tables.setArchived(false, new.digest, in: key, at: date) }
        for tag in added { try tables.move(tag: tag, to: new.digest, in: key) }
        guard let image = try tables.image(new.digest, in: key) else {
            throw StorageError("the image \(new.digest) was not stored; see `drydock doctor`")
        }
        endPromises(&effects)
        return PutOutcome(image: image, wasThere: false)
    }

    private func requireParts(_ tables: RegistryTables, _ key: Int64) throws {
        let layers = try new.layers.filter { layer in
            try core.condition.isDamaged(layer) || tables.layerSize(layer, in: key) == nil
        }
        guard layers.isEmpty else { throw PutRefusal.layersMissing(layers) }
        let children = try new.children.filter { try tables.digest(.digest($0), in: key) == nil }
        guard children.isEmpty else { throw PutRefusal.childrenMissing(children) }
    }

    /// The image keeps its layers once it is on the disk. Until then the promises do.
    private func endPromises(_ effects: inout BatchEffects) {
        effects.successes.append { [promises = core.promises, layers = Set(new.layers), repository] in
            for layer in layers { promises.end(layer, in: repository) }
        }
    }
}
