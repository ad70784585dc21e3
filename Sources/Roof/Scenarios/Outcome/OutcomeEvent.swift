package import Foundation

/// What is told of a run while it goes on.
package enum OutcomeEvent: Sendable {
    case instanceStarted(InstanceID, at: Date)
    /// A step was run; the page goes on.
    case stepFinished(InstanceID, StepOutcome)
    case instanceFinished(InstanceOutcome)
}
