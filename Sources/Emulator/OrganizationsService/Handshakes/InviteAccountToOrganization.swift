import AWSCore
package import AWSProtocols
package import IAM
package import World

/// Invites an account of the world, by its number or by the address of its root user
/// (docs/aws/organizations-api.md, "Handshakes").
package struct InviteAccountToOrganization: OrganizationsOperation {
    package static let name = "InviteAccountToOrganization"
    package static let otherActions = ["organizations:TagResource"]

    private enum PartyType: String, CaseIterable {
        case account = "ACCOUNT"
        case organization = "ORGANIZATION"
        case email = "EMAIL"
    }

    private let target: (id: String, type: PartyType)
    private let notes: String?
    private let tags: OrganizationsTagParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        target = try input.requiredStructure("Target") { (target) throws(OrganizationsError) in
            (
                id: try target.requiredText("Id", .partyID, .unrecorded),
                type: try target.requiredWord("Type", of: PartyType.self, placeholder: .account)
            )
        }
        notes = try input.text("Notes", .notes, .unrecorded)
        tags = try OrganizationsTagParameters(&input)
    }

    package var subjects: [String] { target.type == .account ? [target.id] : [] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: OrganizationsCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("organizations:TagResource", about: nil, tags.conditions)]
    }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let values = try tags.merged(into: [:])
        return try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            let recipient = try recipient(edit)
            guard !organization.contains(recipient) else { throw .invitedIsMember }
            let pending = organization.handshakes(at: edit.now).filter { $0.state(at: edit.now).isPending }
            guard !pending.contains(where: { $0.action == .enableAllFeatures }) else { throw .invitesNobody }
            guard !pending.contains(where: { $0.action == .invite && $0.recipient == recipient }) else {
                throw .handshakeExists
            }
            guard organization.accountsAndInvitations(at: edit.now) < organization.accountQuota else {
                throw .tooManyAccounts
            }
            let handshake = organization.addHandshake(
                .invite,
                with: recipient,
                email: target.type == .email ? target.id : nil,
                notes: notes,
                tags: values,
                state: .open,
                at: edit.now
            )
            return ["Handshake": call.handshakeShape(handshake, organization)]
        }
    }

    private func recipient(_ edit: OrganizationEdit) throws(OrganizationsError) -> AccountID {
        switch target.type {
        case .organization: throw .wrongPartyType
        case .account:
            guard let account = AccountID(target.id), edit.account(account)?.isClosed == false else {
                throw .wrongPartyType
            }
            return account
        case .email:
            guard let account = edit.account(ofEmail: target.id), !account.isClosed else { throw .noAddress }
            return account.id
        }
    }
}
