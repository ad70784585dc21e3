import Determinism
import Foundation
import Images
import Storage
import World

/// The repositories of all accounts and regions with their images.
package struct ReadImages: QueryVerb {
    package static let route = ControlRoute(.get, "images")
    package static let parameters = ["repository"]

    /// By name or URI; nil is all of them.
    private let repository: String?

    package init(in repository: String? = nil) { self.repository = repository }

    package init(query: [String: String]) { repository = query["repository"] }

    package var query: [ControlMessage.Parameter] {
        repository.map { [ControlMessage.Parameter("repository", $0)] } ?? []
    }

    package func perform(on emulator: Emulator) async throws(ControlError) -> [RepositoryImages] {
        let time = emulator.configuration.clock.time
        do {
            try await BackfillRun(emulator.world, emulator.registry).catchUp(to: time.now)
        } catch {
            throw ControlError(status: 500, message: "A replication backfill could not go on: \(error)")
        }
        let named = emulator.world.repositories.filter { known in
            [nil, known.name, emulator.world.uri(of: known)].contains(repository)
        }
        if let repository, named.isEmpty {
            throw .notFound("The world has no repository '\(repository)'; drydock images lists all.")
        }
        do {
            for repository in named {
                try await LifecycleRun(of: repository, emulator.world, emulator.registry).catchUp(to: time.now)
            }
            return try named.map { try RepositoryImages($0, emulator.world, emulator.registry, at: time) }
        } catch {
            throw ControlError(status: 500, message: "The images could not be read: \(error)")
        }
    }
}
