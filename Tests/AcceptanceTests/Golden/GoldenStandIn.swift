import ClientComparison

/// What is done after a command that ZenML carried out in part or in another way, and that the client refuses, so that
/// later commands find what it made.
enum GoldenStandIn {
    /// Attributes that ZenML passes over where it configures by itself.
    private static let ignored = ["--region_name=", "--profile_name=", "--role_arn="]

    /// - Returns: nil where nothing is to be done.
    static func arguments(for arguments: [String], recorded: Shown, actual: Shown) -> [String]? {
        guard actual.status != 0, recorded.output.contains("Successfully ") else { return nil }
        var kept = arguments
        if arguments.contains("--auto-configure") {
            kept.removeAll { word in ignored.contains { word.hasPrefix($0) } }
        }
        if arguments.first == "container-registry" {
            // The registry is its own resource, and one that cannot be connected stays registered.
            kept = without("--resource-id", kept)
            if recorded.status != 0 { kept = without("--connector", kept) }
        }
        return kept == arguments ? nil : kept
    }

    private static func without(_ option: String, _ arguments: [String]) -> [String] {
        guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count else { return arguments }
        return Array(arguments[..<index] + arguments[(index + 2)...])
    }
}
