import Foundation
import OCI

/// The images that repositories hold from the start.
extension WorldWriter {
    func images(of repository: Repository) -> WrittenValue? {
        let place = RepositoryPlace(account: repository.account, region: repository.region, name: repository.name)
        return images(images[place] ?? [], of: repository.name, createdAt: repository.createdAt)
    }

    /// - Parameters:
    ///   - name: what the seeds of generated images begin with.
    ///   - createdAt: when an image was pushed that does not say so.
    func images(_ images: [WorldImage], of name: String, createdAt: Date) -> WrittenValue? {
        WrittenValue.list(
            images.enumerated().map { index, image in
                self.image(image, seed: ImageReader.seed(of: name, position: index + 1), createdAt: createdAt)
            }
        ).unlessEmpty
    }

    private func image(_ image: WorldImage, seed: String, createdAt: Date) -> WrittenValue {
        .record(InitialImageKey.self) { key in
            switch key {
            case .layout:
                if case .layout(let path) = image.source { .text(path) } else { nil }
            case .generate:
                if case .generated(let recipe) = image.source { self.recipe(recipe, seed: seed) } else { nil }
            case .tags: image.tags.map { .texts($0.map(\.description)) }
            case .pushedAt: image.pushedAt == createdAt ? nil : .moment(image.pushedAt)
            }
        }
    }

    private func recipe(_ recipe: ImageRecipe, seed: String) -> WrittenValue {
        .record(ImageRecipeKey.self) { key in
            switch key {
            case .seed: recipe.seed == seed ? nil : .text(recipe.seed)
            case .size: recipe.size == ImageReader.usualSize ? nil : .number(recipe.size)
            case .layers: recipe.layers == 1 ? nil : .number(recipe.layers)
            case .platforms:
                recipe.platforms == [ImageReader.usualPlatform]
                    ? nil : .texts(recipe.platforms.map(\.description))
            }
        }
    }
}
