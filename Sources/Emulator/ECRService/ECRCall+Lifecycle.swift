import AWSCore
import Foundation
import Images
import Storage
package import World

extension ECRCall {
    /// Has the lifecycle policies of the repositories that a call asks about do what they were to do by now.
    package func applyLifecycles(of questions: [Question]) async throws(ECRError) {
        for id in Set(questions.compactMap(\.resource.repository)) {
            guard let repository = world.repository(id.account, id.region, id.name) else { continue }
            _ = try await stored { store in try await LifecycleRun(of: repository, world, store).catchUp(to: now) }
        }
    }
}
