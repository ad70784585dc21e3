/// A kind of stack component.
package enum StackComponentType: String, Sendable, CaseIterable {
    case artifactStore = "artifact_store"
    case orchestrator
    case containerRegistry = "container_registry"
    case modelRegistry = "model_registry"
    case stepOperator = "step_operator"
    case featureStore = "feature_store"
    case modelDeployer = "model_deployer"
    case experimentTracker = "experiment_tracker"
    case alerter
    case annotator
    case dataValidator = "data_validator"
    case imageBuilder = "image_builder"

    /// Of several, such as `container_registries`.
    package var plural: String {
        rawValue.hasSuffix("y") ? rawValue.dropLast() + "ies" : rawValue + "s"
    }
}
