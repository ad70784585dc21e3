import AWSCore
package import Foundation

/// Why a world refuses a change. Each says in one line what is wrong and what to do.
package enum WorldStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No user, role, session or root of this name or ARN.
    case unknownPrincipal(String)
    /// The account is not in the world.
    case unknownAccount(String)
    /// The clock moves by a finite number of seconds from 0 up.
    case clockStep(Double)
    /// The clock does not go back; where it was to go, and what it shows.
    case clockBack(to: Date, from: Date)
    /// There is nothing of this kind and name, such as `user 'bob' in account 123456789012`.
    case unknown(String)
    /// The name stands for several things; these are they.
    case ambiguous(String, among: [String])
    /// A policy names a principal that the world does not have.
    case principalNotFound(String, reason: String)
    /// A value breaks a rule of AWS; the whole sentence.
    case invalid(String)

    package var description: String {
        switch self {
        case .unknownPrincipal(let name):
            "the world has no principal '\(name)'; give the name or ARN of a user or role, or the ARN of a session"
        case .unknownAccount(let account):
            "the world has no account \(account); add it to the world's file"
        case .clockStep(let seconds):
            "the clock cannot move by \(seconds) seconds; give a number from 0 up, less than a century in all"
        case .clockBack(let date, let now):
            "the clock shows \(AWSDate.extended(now)) and cannot go back to \(AWSDate.extended(date)); give a later moment, "
                + "or put the clock back to its beginning with drydock reset"
        case .unknown(let what):
            "the world has no \(what); see what it has with drydock iam show"
        case .ambiguous(let name, let found):
            "'\(name)' is the name of \(found.joined(separator: " and ")); give the ARN"
        case .invalid(let reason):
            reason
        case .principalNotFound(let name, let reason):
            "the policy names '\(name)', and \(reason)"
        }
    }
}
