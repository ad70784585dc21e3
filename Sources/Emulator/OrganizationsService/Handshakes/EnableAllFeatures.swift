package import AWSProtocols
import World

/// Begins to give an organization all features: the accounts that were invited are asked, and then the management account
/// accepts the handshake that is answered (docs/aws/organizations-api.md, "Handshakes").
package struct EnableAllFeatures: OrganizationsOperation {
    package static let name = "EnableAllFeatures"

    package init(_ input: inout OrganizationsInput) {}

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.editAccounts { (edit, organization) throws(OrganizationsError) in
            guard !organization.hasAllFeatures else { throw .hasAllFeatures }
            let isPending = organization.handshakes(at: edit.now)
                .contains { $0.action == .enableAllFeatures && $0.state(at: edit.now).isPending }
            guard !isPending else { throw .awaitsAllFeatures }
            let invited = organization.invitedAccounts
            let handshake = organization.addHandshake(
                .enableAllFeatures,
                with: organization.managementAccount,
                state: invited.isEmpty ? .open : .requested,
                at: edit.now
            )
            for account in invited {
                _ = organization.addHandshake(
                    .approveAllFeatures,
                    with: account,
                    parent: handshake.id,
                    state: .open,
                    at: edit.now
                )
            }
            return ["Handshake": call.handshakeShape(handshake, organization)]
        }
    }
}
