package import AWSCore
import Determinism
import Foundation
import Synchronization

extension WorldStore {
    /// The newest session that has not ended and whose credentials act under `arn`: of a role session or a federated
    /// user its own ARN, of a session of GetSessionToken the user's. Nil where there is none.
    package func latestSession(of arn: ARN) -> Session? {
        let now = clock.now
        return state.withLock { state in
            state.sessions.values
                .filter { $0.expiration > now && state.arn(of: $0.principal) == arn && state.exists($0.principal) }
                .max { ($0.issuedAt, $0.accessKeyID.value) < ($1.issuedAt, $1.accessKeyID.value) }
        }
    }
}
