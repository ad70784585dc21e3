import ArgumentParser
import StackComponents

/// The components that `stack register` and `stack update` take.
struct ComponentOptions: ParsableArguments, Sendable {
    static var options: [CommandOption<ComponentOptions>] {
        [
            .value("-a", "--artifact-store", to: \.artifactStore),
            .value("-o", "--orchestrator", to: \.orchestrator),
            .value("-c", "--container_registry", to: \.containerRegistry),
            .value("-r", "--model_registry", to: \.modelRegistry),
            .value("-s", "--step_operator", to: \.stepOperator),
            .value("-f", "--feature_store", to: \.featureStore),
            .value("-d", "--model_deployer", to: \.modelDeployer),
            .value("-e", "--experiment_tracker", to: \.experimentTracker),
            .value("-al", "--alerter", to: \.alerter),
            .value("-an", "--annotator", to: \.annotator),
            .value("-dv", "--data_validator", to: \.dataValidator),
            .value("-i", "--image_builder", to: \.imageBuilder),
        ]
    }

    @Option(name: [.customShort("a"), .customLong("artifact-store")], parsing: .unconditional)
    var artifactStore: String?

    @Option(name: [.customShort("o"), .customLong("orchestrator")], parsing: .unconditional)
    var orchestrator: String?

    @Option(name: [.customShort("c"), .customLong("container_registry")], parsing: .unconditional)
    var containerRegistry: String?

    @Option(name: [.customShort("r"), .customLong("model_registry")], parsing: .unconditional)
    var modelRegistry: String?

    @Option(name: [.customShort("s"), .customLong("step_operator")], parsing: .unconditional)
    var stepOperator: String?

    @Option(name: [.customShort("f"), .customLong("feature_store")], parsing: .unconditional)
    var featureStore: String?

    @Option(name: [.customShort("d"), .customLong("model_deployer")], parsing: .unconditional)
    var modelDeployer: String?

    @Option(name: [.customShort("e"), .customLong("experiment_tracker")], parsing: .unconditional)
    var experimentTracker: String?

    @Option(name: [.customLong("al", withSingleDash: true), .customLong("alerter")], parsing: .unconditional)
    var alerter: String?

    @Option(name: [.customLong("an", withSingleDash: true), .customLong("annotator")], parsing: .unconditional)
    var annotator: String?

    @Option(name: [.customLong("dv", withSingleDash: true), .customLong("data_validator")], parsing: .unconditional)
    var dataValidator: String?

    @Option(name: [.customShort("i"), .customLong("image_builder")], parsing: .unconditional)
    var imageBuilder: String?

    var selection: ComponentSelection {
        let pairs: [(StackComponentType, String?)] = [
            (.artifactStore, artifactStore), (.orchestrator, orchestrator), (.containerRegistry, containerRegistry),
            (.modelRegistry, modelRegistry), (.stepOperator, stepOperator), (.featureStore, featureStore),
            (.modelDeployer, modelDeployer), (.experimentTracker, experimentTracker), (.alerter, alerter),
            (.annotator, annotator), (.dataValidator, dataValidator), (.imageBuilder, imageBuilder),
        ]
        var names: [StackComponentType: String] = [:]
        for (type, name) in pairs { names[type] = name }
        return ComponentSelection(names)
    }
}
