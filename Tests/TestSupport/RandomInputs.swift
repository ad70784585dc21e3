import Foundation

/// How many inputs the suites draw that feed something random ones.
package enum RandomInputs {
    /// The number that a suite draws by itself, or for all suites the one in the variable `RANDOM_INPUTS`.
    package static func count(orElse standard: Int) -> Int {
        guard let text = ProcessInfo.processInfo.environment["RANDOM_INPUTS"] else { return standard }
        guard let count = Int(text), count > 0 else { preconditionFailure("RANDOM_INPUTS is not a number: \(text)") }
        return count
    }
}
