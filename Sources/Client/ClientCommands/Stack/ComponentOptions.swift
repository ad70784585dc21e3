import StackComponents

/// The components that a command on stacks names: an option each.
enum ComponentOptions {
    /// Their names on a command line.
    private static let names: [(type: StackComponentType, short: String, long: String)] = [
        (.artifactStore, "-a", "--artifact-store"),
        (.orchestrator, "-o", "--orchestrator"),
        (.containerRegistry, "-c", "--container_registry"),
        (.modelRegistry, "-r", "--model_registry"),
        (.stepOperator, "-s", "--step_operator"),
        (.featureStore, "-f", "--feature_store"),
        (.modelDeployer, "-d", "--model_deployer"),
        (.experimentTracker, "-e", "--experiment_tracker"),
        (.alerter, "-al", "--alerter"),
        (.annotator, "-an", "--annotator"),
        (.dataValidator, "-dv", "--data_validator"),
        (.imageBuilder, "-i", "--image_builder"),
    ]

    /// Each with a component's name.
    static let all: [(type: StackComponentType, parameter: Parameter<String?>)] = names.map { row in
        let noun = row.type.rawValue.replacing("_", with: " ")
        return (row.type, .text(row.short, row.long, help: "The \(noun) of the stack: a name, an ID or its beginning."))
    }

    /// Each as a flag, but for the two components that every stack has.
    static let removable: [(type: StackComponentType, parameter: Parameter<Bool>)] = names.compactMap { row in
        guard row.type != .artifactStore, row.type != .orchestrator else { return nil }
        let noun = row.type.rawValue.replacing("_", with: " ")
        return (row.type, .flag(row.short, row.long, help: "Remove the \(noun) from the stack."))
    }

    /// What a line names.
    static func selection(_ input: CommandInput) -> ComponentSelection {
        ComponentSelection(
            Dictionary(
                all.compactMap { row in input[row.parameter].map { (row.type, $0) } },
                uniquingKeysWith: { $1 }
            )
        )
    }
}
