import AWSCore
package import AWSProtocols
import Determinism
import Foundation
import World

/// One handshake, for whom it concerns.
package struct DescribeHandshake: OrganizationsOperation {
    package static let name = "DescribeHandshake"
    package static let callers = OrganizationsCallers.anyone

    private let id: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("HandshakeId", .handshakeID)
    }

    package var subjects: [String] { [id] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        guard let organization = call.world.settledOrganization else { throw .noHandshake }
        return ["Handshake": call.handshakeShape(try call.handshake(id, organization, at: call.time.now), organization)]
    }
}

/// The handshakes that the caller's account was sent, the latest first.
package struct ListHandshakesForAccount: OrganizationsOperation {
    package static let name = "ListHandshakesForAccount"
    package static let callers = OrganizationsCallers.anyone

    private let filter: HandshakeFilter
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        filter = try HandshakeFilter(&input)
        page = try OrganizationsPageParameters(&input)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try filter.check()
        let organization = call.world.settledOrganization
        let handshakes =
            organization?.handshakes(at: call.time.now)
            .filter { $0.recipient == call.caller.accountID && filter.takes($0) } ?? []
        return try page.page(
            "Handshakes",
            of: "\(Self.name) \(filter.text)",
            handshakes.compactMap { handshake in organization.map { call.handshakeShape(handshake, $0) } }
        )
    }
}

/// The handshakes that the organization has sent, the latest first.
package struct ListHandshakesForOrganization: OrganizationsOperation {
    package static let name = "ListHandshakesForOrganization"
    package static let callers = OrganizationsCallers.administrators

    private let filter: HandshakeFilter
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        filter = try HandshakeFilter(&input)
        page = try OrganizationsPageParameters(&input)
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try filter.check()
        let organization = try call.organization()
        return try page.page(
            "Handshakes",
            of: "\(Self.name) \(filter.text)",
            organization.handshakes(at: call.time.now).filter(filter.takes).map {
                call.handshakeShape($0, organization)
            }
        )
    }
}

/// Which handshakes a list tells.
private struct HandshakeFilter: Sendable {
    private enum ActionType: String, CaseIterable {
        case invite = "INVITE"
        case enableAllFeatures = "ENABLE_ALL_FEATURES"
        case approveAllFeatures = "APPROVE_ALL_FEATURES"
        case serviceLinkedRole = "ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE"
        case responsibility = "TRANSFER_RESPONSIBILITY"
    }

    private let action: ActionType?
    private let parent: String?

    init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        let filter = try input.structure("Filter") { (filter) throws(OrganizationsError) in
            (
                action: try filter.word("ActionType", of: ActionType.self),
                parent: try filter.text("ParentHandshakeId", .handshakeID)
            )
        }
        action = filter?.action
        parent = filter?.parent
    }

    var text: String { [action?.rawValue, parent].compactMap(\.self).joined(separator: " ") }

    func check() throws(OrganizationsError) {
        guard action == nil || parent == nil else { throw .tooManyFilters }
    }

    func takes(_ handshake: Handshake) -> Bool {
        (action == nil || action?.rawValue == handshake.action.rawValue)
            && (parent == nil || parent == handshake.parent)
    }
}

extension OrganizationsCall {
    /// A handshake that is told, of which the caller's account is a party.
    func handshake(
        _ id: String,
        _ organization: Organization,
        at date: Date
    ) throws(OrganizationsError) -> Handshake {
        guard let handshake = organization.handshake(id, at: date),
            isOperators || [organization.managementAccount, handshake.recipient].contains(caller.accountID)
        else { throw .noHandshake }
        return handshake
    }

    func handshakeShape(_ handshake: Handshake, _ organization: Organization) -> JSONValue {
        let sender: JSONValue = ["Id": .string(organization.id), "Type": "ORGANIZATION"]
        var parties = [sender]
        var resources: [JSONValue] = []
        if handshake.action != .enableAllFeatures, let recipient = handshake.recipient {
            let type = handshake.email == nil ? "ACCOUNT" : "EMAIL"
            let id = handshake.email ?? recipient.value
            parties.append(["Id": .string(id), "Type": .string(type)])
            resources = [["Type": .string(type), "Value": .string(id)]]
        }
        if let notes = handshake.notes { resources.append(["Type": "NOTES", "Value": .string(notes)]) }
        if let parent = handshake.parent { resources.append(["Type": "PARENT_HANDSHAKE", "Value": .string(parent)]) }
        return [
            "Id": .string(handshake.id),
            "Arn": text(organization.arn(of: handshake.id, in: partition)),
            "Action": .string(handshake.action.rawValue),
            "State": .string(handshake.state(at: time.now).rawValue),
            "Parties": .array(parties),
            "Resources": .array([senderResource(handshake, organization)] + resources),
            "RequestedTimestamp": moment(handshake.requested),
            "ExpirationTimestamp": moment(handshake.expiration),
        ]
    }

    private func senderResource(_ handshake: Handshake, _ organization: Organization) -> JSONValue {
        var members: [String: JSONValue] = ["Type": "ORGANIZATION", "Value": .string(organization.id)]
        if handshake.action == .invite, let manager = organization.managementAccount.flatMap(world.account) {
            let featureSet = organization.hasAllFeatures ? OrganizationFeatureSet.all : .consolidatedBilling
            members["Resources"] = [
                ["Type": "MASTER_EMAIL", "Value": .string(manager.email)],
                ["Type": "MASTER_NAME", "Value": .string(manager.name)],
                ["Type": "ORGANIZATION_FEATURE_SET", "Value": .string(featureSet.rawValue)],
            ]
        }
        return .object(members)
    }
}
