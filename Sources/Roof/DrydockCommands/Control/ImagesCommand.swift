package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock images`: what the repositories hold, whoever may see it.
package struct ImagesCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "images",
        abstract: "List the images in the repositories of all accounts."
    )

    @Argument(help: "Only the repositories of this name, or the one of this URI.")
    package var repository: String?

    @Flag(help: "Print all of it as JSON.")
    package var json = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let repositories = try await context.control(at: target.endpoint).call(ReadImages(in: repository))
        if json {
            terminal.echo(try JSONText.of(repositories))
        } else if repositories.isEmpty {
            terminal.echo("There are no repositories.")
        } else {
            terminal.echo(repositories.map(ImageList.text).joined(separator: "\n"))
        }
    }
}

/// The images of a repository, a line each, for a reader and for scenarios: all that a push decides, and no dates.
enum ImageList {
    /// The repository's URI, and below it such as `  sha256:…  2.1 KiB  v1, stable`.
    static func text(_ repository: RepositoryImages) -> String {
        let images = repository.images.map { image in
            let names = image.tags.isEmpty ? "(untagged)" : image.tags.joined(separator: ", ")
            return "  \(image.digest)  \(ByteCount.text(image.size))  \(names)"
        }
        return ([repository.uri] + (images.isEmpty ? ["  no images"] : images)).joined(separator: "\n")
    }
}
