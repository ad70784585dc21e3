import AWSCore
package import AWSProtocols
import IAM
package import World

/// Says where the images of the caller's registry are copied when they are pushed (docs/aws/ecr.md, "Operations on
/// replication"). Images that are there already stay where they are.
package struct PutReplicationConfiguration: ECROperation {
    package static let name = "PutReplicationConfiguration"
    /// What the first rule of an account's is asked for besides: ECR makes its role for it.
    package static let roleAction = "iam:CreateServiceLinkedRole"

    private let rules: [ReplicationRule]

    package init(_ input: inout ECRInput) throws(ECRError) {
        rules = try input.requiredStructure("replicationConfiguration") {
            (configuration) throws(ECRError) in
            try configuration.structures("rules", length: 0...ReplicationRule.most, isRequired: true) {
                (rule) throws(ECRError) in
                try ReplicationRule(&rule)
            } ?? []
        }
    }

    package func questions(_ call: ECRCall) -> [Question] {
        let own = Question(Self.action, on: call.ownRegistry)
        let account = call.caller.accountID
        guard !rules.isEmpty, !call.world.replicates(account) else { return [own] }
        let role = ReplicationRole.arn(of: account, in: call.world.partition(of: account))
        return [
            own,
            Question(
                Self.roleAction,
                on: AccessedResource(role.description, of: account),
                context: RequestContext(["iam:AWSServiceName": [ReplicationRole.service]])
            ),
        ]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let own = ReplicationDestination(account: call.caller.accountID, region: call.region)
        for rule in rules {
            guard rule.destinations.count <= ReplicationRule.mostDestinations else {
                throw .invalidParameter(
                    "replicationConfiguration",
                    "Replication rule cannot have more than \(ReplicationRule.mostDestinations) destinations"
                )
            }
            guard !rule.destinations.contains(own) else {
                throw .invalidParameter(
                    "replicationConfiguration",
                    "Replication destination cannot be the same as the source registry"
                )
            }
        }
        let settings = try await call.updateRegistry { $0.replicationRules = rules }
        return .object(["replicationConfiguration": settings.replicationConfiguration])
    }
}

extension ECRInput {
    /// `region` and `registryId` of a destination; nil where they have another form, which is noted.
    mutating func replicationDestination() throws(ECRError) -> ReplicationDestination? {
        let region = try requiredText("region", .replicationRegion)
        let account = try requiredText("registryId", .registryID)
        return AccountID(account).flatMap { account in
            Region(region).map { ReplicationDestination(account: account, region: $0) }
        }
    }
}

extension ReplicationDestination {
    /// `ReplicationDestination` of the API's model.
    var json: JSONValue { .object(["region": .string(region.name), "registryId": .string(account.value)]) }
}

extension ReplicationRule {
    init(_ input: inout ECRInput) throws(ECRError) {
        let destinations = try input.structures("destinations", length: 0...100, isRequired: true) {
            (destination) throws(ECRError) in
            try destination.replicationDestination()
        }
        let prefixes = try input.structures("repositoryFilters", length: 1...Self.mostFilters) {
            (filter) throws(ECRError) in
            let prefix = try filter.requiredText("filter", .replicationFilter)
            _ = try filter.requiredText("filterType", .values(["PREFIX_MATCH"]))
            return prefix
        }
        let deletes = try input.structure("deleteReplication") { (deletion) throws(ECRError) in
            try deletion.requiredBoolean("enabled")
        }
        self.init(
            destinations: (destinations ?? []).compactMap(\.self),
            prefixes: prefixes ?? [],
            deletes: deletes
        )
    }

    /// `ReplicationRule` of the API's model.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "destinations": .array(destinations.map(\.json))
        ]
        if !prefixes.isEmpty {
            members["repositoryFilters"] = .array(
                prefixes.map { .object(["filter": .string($0), "filterType": "PREFIX_MATCH"]) }
            )
        }
        if let deletes { members["deleteReplication"] = .object(["enabled": .bool(deletes)]) }
        return .object(members)
    }
}

extension RegistrySettings {
    /// `ReplicationConfiguration` of the API's model.
    var replicationConfiguration: JSONValue { .object(["rules": .array(replicationRules.map(\.json))]) }
}
