import AWSCore
package import AWSProtocols
package import IAM
package import World

/// Adds a unit below the root or another unit.
package struct CreateOrganizationalUnit: OrganizationsOperation {
    package static let name = "CreateOrganizationalUnit"
    package static let otherActions = ["organizations:TagResource"]
    /// How many units may stand in each other below the root.
    private static let deepest = 5

    private let parent: String
    private let unitName: String
    private let tags: OrganizationsTagParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        parent = try input.requiredText("ParentId", .parentID)
        unitName = try input.requiredText("Name", .name)
        tags = try OrganizationsTagParameters(&input)
    }

    package var subjects: [String] { [parent] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: OrganizationsCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("organizations:TagResource", about: parent, tags.conditions)]
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            guard organization.isParent(parent) else { throw .noParent }
            guard !organization.hasUnit(named: unitName, below: parent) else { throw .unitExists }
            var depth = 1
            var above = parent
            while let next = organization.parent(of: above) {
                above = next
                depth += 1
            }
            guard depth <= Self.deepest else { throw .unitTooDeep }
            let values = try tags.merged(into: [:])
            let unit = organization.addUnit(unitName, below: parent)
            organization.setTags(values, of: unit.id)
            return ["OrganizationalUnit": call.unitShape(unit, organization)]
        }
    }
}

extension Organization {
    /// Whether a root or a unit has a unit of this name directly below it.
    fileprivate func hasUnit(named name: String, below parent: String) -> Bool {
        children(of: parent)?.units.contains { $0.name == name } ?? false
    }
}

/// One unit.
package struct DescribeOrganizationalUnit: OrganizationsOperation {
    package static let name = "DescribeOrganizationalUnit"
    package static let callers = OrganizationsCallers.administrators

    private let id: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("OrganizationalUnitId", .unitID)
    }

    package var subjects: [String] { [id] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        guard let unit = organization.unit(id) else { throw .noUnit }
        return ["OrganizationalUnit": call.unitShape(unit, organization)]
    }
}

/// Gives a unit another name. Its ID stays, and so do its policies.
package struct UpdateOrganizationalUnit: OrganizationsOperation {
    package static let name = "UpdateOrganizationalUnit"

    private let id: String
    private let unitName: String?

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("OrganizationalUnitId", .unitID)
        unitName = try input.text("Name", .name)
    }

    package var subjects: [String] { [id] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            guard let unit = organization.unit(id) else { throw .noUnit }
            if let unitName, unitName != unit.name {
                guard let parent = organization.parent(of: id), !organization.hasUnit(named: unitName, below: parent)
                else { throw .unitExists }
                organization.renameUnit(id, unitName)
            }
            guard let changed = organization.unit(id) else { throw .noUnit }
            return ["OrganizationalUnit": call.unitShape(changed, organization)]
        }
    }
}

/// Takes an empty unit away, with the attachments of its policies.
package struct DeleteOrganizationalUnit: OrganizationsOperation {
    package static let name = "DeleteOrganizationalUnit"

    private let id: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("OrganizationalUnitId", .unitID)
    }

    package var subjects: [String] { [id] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            guard let unit = organization.unit(id) else { throw .noUnit }
            guard unit.accounts.isEmpty, unit.units.isEmpty else { throw .unitNotEmpty }
            for var policy in organization.policies where policy.targets.contains(id) {
                policy.targets.removeAll { $0 == id }
                organization.put(policy)
            }
            organization.setTags([:], of: id)
            organization.deleteUnit(id)
        }
        return [:]
    }
}

/// The units directly below a root or a unit.
package struct ListOrganizationalUnitsForParent: OrganizationsOperation {
    package static let name = "ListOrganizationalUnitsForParent"
    package static let callers = OrganizationsCallers.administrators

    private let parent: String
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        parent = try input.requiredText("ParentId", .parentID)
        page = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [parent] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        guard let children = organization.children(of: parent) else { throw .noParent }
        return try page.page(
            "OrganizationalUnits",
            of: "\(Self.name) \(parent)",
            children.units.map { call.unitShape($0, organization) }
        )
    }
}

/// What an account or a unit stands in.
package struct ListParents: OrganizationsOperation {
    package static let name = "ListParents"
    package static let callers = OrganizationsCallers.administrators

    private let child: String
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        child = try input.requiredText("ChildId", .childID)
        page = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [child] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        guard let parent = organization.parent(of: child) else { throw .noChild }
        let type = parent == organization.rootID ? "ROOT" : "ORGANIZATIONAL_UNIT"
        return try page.page(
            "Parents",
            of: "\(Self.name) \(child)",
            [["Id": .string(parent), "Type": .string(type)]]
        )
    }
}

/// The accounts, or the units, directly below a root or a unit.
package struct ListChildren: OrganizationsOperation {
    package static let name = "ListChildren"
    package static let callers = OrganizationsCallers.administrators

    private enum ChildType: String, CaseIterable {
        case account = "ACCOUNT"
        case unit = "ORGANIZATIONAL_UNIT"
    }

    private let parent: String
    private let type: ChildType
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        parent = try input.requiredText("ParentId", .parentID)
        type = try input.requiredWord("ChildType", of: ChildType.self, placeholder: .account)
        page = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [parent] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        guard let children = try call.organization().children(of: parent) else { throw .noParent }
        let ids = type == .account ? children.accounts.map(\.value) : children.units.map(\.id)
        return try page.page(
            "Children",
            of: "\(Self.name) \(parent) \(type.rawValue)",
            ids.map { ["Id": .string($0), "Type": .string(type.rawValue)] }
        )
    }
}
