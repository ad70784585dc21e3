import AWSCore
import AWSProtocols
import Foundation
import World

/// How the ECR API writes a registry's signing configuration.
enum SigningShape {
    /// `SigningConfiguration` of the API's model.
    static func json(_ configuration: SigningConfiguration) -> JSONValue {
        .object([
            "rules": .array(
                configuration.rules.map { rule in
                    var members: [String: JSONValue] = ["signingProfileArn": .string(rule.profile)]
                    if let filters = rule.filters {
                        members["repositoryFilters"] = .array(
                            filters.map { .object(["filter": .string($0.text), "filterType": "WILDCARD_MATCH"]) }
                        )
                    }
                    return .object(members)
                }
            )
        ])
    }

    /// What getting and deleting it answer.
    static func answer(_ configuration: SigningConfiguration, _ call: ECRCall) -> JSONValue {
        .object([
            "registryId": .string(call.caller.accountID.value),
            "signingConfiguration": json(configuration),
        ])
    }
}
