import AWSCore
package import AWSProtocols
import Images
import Storage
package import World

/// How up to 25 repositories of the caller's registry are scanned, by the registry's rules and by their own setting
/// (docs/aws/ecr.md, "Operations on scans"; docs/aws/ecr-features.md, "Scanning"). One that is not there is a failure
/// of its own.
package struct BatchGetRepositoryScanningConfiguration: ECROperation {
    package static let name = "BatchGetRepositoryScanningConfiguration"
    package static let reporting = InputReporting.all

    private let repositoryNames: [String]

    package init(_ input: inout ECRInput) throws(ECRError) {
        repositoryNames = try input.repositoryNames(atMost: 25, isRequired: true) ?? []
    }

    package func questions(_ call: ECRCall) -> [Question] {
        repositoryNames.map { Question(Self.action, on: .repository($0, call.caller.accountID, call.region)) }
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let scanning = call.registrySettings.scanning
        var configurations: [JSONValue] = []
        var failures: [JSONValue] = []
        for name in repositoryNames {
            guard let repository = call.world.repository(account, call.region, name) else {
                let id = RepositoryID(account: account, region: call.region, name: name)
                failures.append(
                    .object([
                        "repositoryName": .string(name),
                        "failureCode": "REPOSITORY_NOT_FOUND",
                        "failureReason": .string(ImagesError.repositoryNotFound(id).sentence),
                    ])
                )
                continue
            }
            configurations.append(ScanningShape.json(scanning.coverage(of: repository), of: repository))
        }
        return .object(["scanningConfigurations": .array(configurations), "failures": .array(failures)])
    }
}
