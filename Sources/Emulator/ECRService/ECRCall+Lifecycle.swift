import AWSCore
import Foundation
import Images
import World

extension ECRCall {
    /// Has the lifecycle policies of the repositories that a call asks about do what they were to do by now.
    package func applyLifecycles(of questions: [ECRQuestion]) async throws(ECRError) {
        for resource in Set(questions.map(\.resource)) {
            guard let name = resource.repository,
                let repository = world.repository(resource.account, resource.region, name)
            else { continue }
            _ = try await stored { store in try await LifecycleRun(of: repository, world, store).catchUp(to: now) }
        }
    }
}
