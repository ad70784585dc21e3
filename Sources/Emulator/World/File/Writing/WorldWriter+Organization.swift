import AWSCore
import IAM

/// The organization and its levels.
extension WorldWriter {
    /// Nil where there is none, and where the policies of single accounts imply all there is of it.
    var organization: WrittenValue? {
        guard let organization = world.organization else { return nil }
        if organization.isImplied, organization.isImpliedByAccounts(seed: world.seed) { return nil }
        return WrittenValue.record(OrganizationKey.self) { key in
            switch key {
            case .id: .text(organization.id)
            case .rootID: .text(organization.rootID)
            case .managementAccount: organization.managementAccount.map { .text($0.value) }
            case .featureSet:
                organization.hasAllFeatures ? nil : .word(OrganizationFeatureSet.consolidatedBilling.rawValue)
            case .accountQuota: organization.ownAccountQuota.map { .number($0) }
            case .invitedAccounts: WrittenValue.texts(organization.invitedAccounts.map(\.value)).unlessEmpty
            case .serviceAccess: WrittenValue.texts(organization.trustedServices.keys.sorted()).unlessEmpty
            case .delegatedAdministrators:
                WrittenValue.members(
                    organization.delegatedAdministrators().map {
                        (key: $0.value, value: .texts(organization.delegations(of: $0).keys.sorted()))
                    }
                ).unlessEmpty
            case .resourcePolicy: organization.resourcePolicy.map(resourcePolicy)
            case .rootSessions: organization.allowsRootSessions ? .flag(true) : nil
            case .rootCredentialsManagement:
                organization.rootFeatures.contains(.credentialsManagement) ? .flag(true) : nil
            case .accounts: .texts(organization.rootAccounts.map(\.value))
            case .units: units(organization.units)
            case .policies:
                WrittenValue.members(
                    organization.policies.map { (key: $0.id, value: organizationPolicy($0)) }
                ).unlessEmpty
            case .disabledPolicyTypes:
                WrittenValue.list((organization.disabledKinds ?? []).map { .word($0.typeName) }).unlessEmpty
            case .tags: named(organization.madeTags ?? [:]) { .texts($0) }
            }
        }.and(level(organization.root))
    }

    private func units(_ units: [String: OrganizationalUnit]) -> WrittenValue? {
        named(units) { unit in
            WrittenValue.record(UnitKey.self) { key in
                switch key {
                case .id: .text(unit.id)
                case .accounts: WrittenValue.texts(unit.accounts.map(\.value)).unlessEmpty
                case .units: self.units(unit.units)
                }
            }.and(level(unit.level))
        }
    }

    private func organizationPolicy(_ entity: OrganizationPolicy) -> WrittenValue {
        .record(OrganizationPolicyKey.self) { key in
            switch key {
            case .type: .word(entity.kind.typeName)
            case .name: .text(entity.name)
            case .description: description(entity.summary)
            case .tags: WrittenValue.texts(entity.tags).unlessEmpty
            case .document: policy(entity.document)
            case .targets: WrittenValue.texts(entity.targets).unlessEmpty
            }
        }
    }

    private func resourcePolicy(_ resourcePolicy: OrganizationResourcePolicy) -> WrittenValue {
        .record(OrganizationResourcePolicyKey.self) { key in
            switch key {
            case .document: policy(resourcePolicy.document)
            case .tags: WrittenValue.texts(resourcePolicy.tags).unlessEmpty
            }
        }
    }

    func level(_ level: PolicyLevel) -> WrittenValue {
        .record(LevelKey.self) { key in
            switch key {
            case .serviceControlPolicies: policies(level.serviceControlPolicies)
            case .resourceControlPolicies: policies(level.resourceControlPolicies)
            case .fullAccess: level.hasFullAccess ? nil : .flag(false)
            }
        }
    }
}

extension Organization {
    /// Whether it is what the policies of single accounts imply, and nothing else.
    fileprivate func isImpliedByAccounts(seed: String?) -> Bool {
        var implied = Organization.implied(accounts: accounts, seed: seed)
        for account in accounts { implied[account] = self[account] }
        return implied == self
    }
}
