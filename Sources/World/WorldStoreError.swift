/// Why a world refuses a change.
package enum WorldStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No user, role, session or root of this name or ARN.
    case unknownPrincipal(String)
    /// The account is not in the world.
    case unknownAccount(String)
    /// The clock moves by a finite number of seconds from 0 up.
    case clockStep(Double)

    package var description: String {
        switch self {
        case .unknownPrincipal(let name):
            "the world has no principal '\(name)'; give the name or ARN of a user or role, or the ARN of a session"
        case .unknownAccount(let account):
            "the world has no account \(account); add it to the world's file"
        case .clockStep(let seconds):
            "the clock cannot move by \(seconds) seconds; give a number from 0 up, less than a century in all"
        }
    }
}
