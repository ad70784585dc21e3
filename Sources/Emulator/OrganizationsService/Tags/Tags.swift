package import AWSProtocols
package import IAM
import World

/// Sets tags of the root, a unit, an account or a policy.
package struct OrganizationsTagResource: OrganizationsOperation {
    package static let name = "TagResource"
    package static let callers = OrganizationsCallers.delegates

    private let id: String
    private let tags: OrganizationsTagParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("ResourceId", .taggedID)
        tags = try OrganizationsTagParameters(&input, isRequired: true)
    }

    package var subjects: [String] { [id] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { tags.conditions }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            try organization.put(tags: try tags.merged(into: try organization.knownTags(of: id)), of: id)
        }
        return [:]
    }
}

/// Takes tags off.
package struct OrganizationsUntagResource: OrganizationsOperation {
    package static let name = "UntagResource"
    package static let callers = OrganizationsCallers.delegates

    private let id: String
    private let keys: [String]

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("ResourceId", .taggedID)
        keys = try input.requiredTexts("TagKeys", eachOf: .tagKey + .length(1...128))
    }

    package var subjects: [String] { [id] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext {
        var context = RequestContext()
        context["aws:TagKeys"] = keys
        return context
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            let left = try organization.knownTags(of: id).filter { !keys.contains($0.key) }
            try organization.put(tags: left, of: id)
        }
        return [:]
    }
}

/// The tags, by their keys.
package struct OrganizationsListTagsForResource: OrganizationsOperation {
    package static let name = "ListTagsForResource"
    package static let callers = OrganizationsCallers.administrators

    private let id: String
    private let token: String?

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("ResourceId", .taggedID)
        token = try input.text("NextToken", .token)
    }

    package var subjects: [String] { [id] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        // All are told at once, so no token was ever given out.
        guard token == nil else { throw .invalidToken }
        let tags = try call.organization().knownTags(of: id)
        return [
            "Tags": .array(
                tags.sorted { $0.key < $1.key }.map { ["Key": .string($0.key), "Value": .string($0.value)] }
            )
        ]
    }
}

extension Organization {
    /// The tags of what is there.
    fileprivate func knownTags(of id: String) throws(OrganizationsError) -> [String: String] {
        guard policy(id) != nil || resourcePolicy?.id == id || target(id) != nil else { throw .noTarget }
        return allTags(of: id)
    }

    fileprivate mutating func put(tags: [String: String], of id: String) throws(OrganizationsError) {
        if var policy = policy(id) {
            policy.tags = tags
            put(policy)
        } else if resourcePolicy?.id == id {
            resourcePolicy?.tags = tags
        } else {
            setTags(tags, of: id)
        }
    }
}
