import AWSCore
package import AWSProtocols
import Foundation
package import World

/// How a handshake ends: `AcceptHandshake`, `DeclineHandshake` and `CancelHandshake`.
package protocol HandshakeAnswer: Sendable {
    static var name: String { get }
    static var state: Handshake.State { get }
    /// Whether the sender answers so, and not the recipient.
    static var isSenders: Bool { get }
}

package enum Accepting: HandshakeAnswer {
    package static let name = "AcceptHandshake"
    package static let state = Handshake.State.accepted
    package static let isSenders = false
}

package enum Declining: HandshakeAnswer {
    package static let name = "DeclineHandshake"
    package static let state = Handshake.State.declined
    package static let isSenders = false
}

package enum Canceling: HandshakeAnswer {
    package static let name = "CancelHandshake"
    package static let state = Handshake.State.canceled
    package static let isSenders = true
}

/// Ends a handshake. An account that accepts an invitation is a member from then on, directly below the root.
package struct AnswerHandshake<Answer: HandshakeAnswer>: OrganizationsOperation {
    package static var name: String { Answer.name }
    package static var callers: OrganizationsCallers { .anyone }

    private let id: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        id = try input.requiredText("HandshakeId", .handshakeID)
    }

    package var subjects: [String] { [id] }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editWorld { (edit) throws(OrganizationsError) in
            guard var organization = edit.organization else { throw .noHandshake }
            var handshake = try call.handshake(id, organization, at: edit.now)
            let answerer = Answer.isSenders ? organization.managementAccount : handshake.recipient
            guard call.isOperators || call.caller.accountID == answerer else { throw .managementOnly }
            let state = handshake.state(at: edit.now)
            guard state != Answer.state else { throw .handshakeInState }
            guard state.isPending else { throw .handshakeIsOver }
            if Answer.state == .accepted { try accept(handshake, &organization, edit) }
            handshake.setState(Answer.state, at: edit.now)
            organization.put(handshake)
            organization.follow(handshake, at: edit.now)
            edit.organization = organization
            return ["Handshake": call.handshakeShape(handshake, organization)]
        }
    }

    private func accept(
        _ handshake: Handshake,
        _ organization: inout Organization,
        _ edit: OrganizationEdit
    ) throws(OrganizationsError) {
        switch handshake.action {
        case .invite:
            guard let account = handshake.recipient, !organization.contains(account) else { throw .invitedIsMember }
            organization.add(account, Membership(method: .invited, joined: edit.now))
            organization.setTags(handshake.tags, of: account.value)
        case .enableAllFeatures:
            guard handshake.state(at: edit.now) == .open else { throw .handshakeIsOver }
            organization.hasAllFeatures = true
        case .approveAllFeatures: break
        }
    }
}

extension Organization {
    /// What the end of a handshake means to others: once all invited members have approved, the management account may
    /// accept; and where it withdraws, nobody needs to approve.
    fileprivate mutating func follow(_ ended: Handshake, at date: Date) {
        let all = handshakes(at: date)
        switch ended.action {
        case .invite: break
        case .approveAllFeatures:
            let siblings = all.filter { $0.parent == ended.parent }
            let approve = siblings.allSatisfy { sibling in
                sibling.state(at: date) == .accepted || sibling.recipient.map { !contains($0) } ?? true
            }
            guard approve, var parent = all.first(where: { $0.id == ended.parent }), parent.state(at: date).isPending
            else { return }
            parent.setState(.open, at: date)
            put(parent)
        case .enableAllFeatures:
            for var child in all where child.parent == ended.id && child.state(at: date).isPending {
                child.setState(.canceled, at: date)
                put(child)
            }
        }
    }
}
