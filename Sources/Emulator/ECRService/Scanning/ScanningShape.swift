import AWSCore
import AWSProtocols
import World

/// How the ECR API writes what scans images.
enum ScanningShape {
    /// `RegistryScanningConfiguration` of the API's model.
    static func json(_ configuration: ScanningConfiguration) -> JSONValue {
        .object([
            "scanType": .string(configuration.kind.rawValue),
            "rules": .array(
                configuration.rules.map { rule in
                    .object([
                        "scanFrequency": .string(rule.frequency.rawValue),
                        "repositoryFilters": json(rule.filters),
                    ])
                }
            ),
        ])
    }

    /// `RepositoryScanningConfiguration` of the API's model. What the registry's rules say is in the frequency and the
    /// filters, and scanOnPush the repository's own setting (docs/aws/ecr-features.md, "Scanning").
    static func json(_ coverage: ScanningConfiguration.Coverage, of repository: Repository) -> JSONValue {
        .object([
            "repositoryArn": .string(repository.arn.description),
            "repositoryName": .string(repository.name),
            "scanOnPush": .bool(repository.scanOnPush),
            "scanFrequency": .string(coverage.frequency.rawValue),
            "appliedScanFilters": json(coverage.filters),
        ])
    }

    private static func json(_ filters: [RepositoryFilter]) -> JSONValue {
        .array(filters.map { .object(["filter": .string($0.text), "filterType": "WILDCARD"]) })
    }
}
