import AWSCore

/// What changes do of accounts, and of what belongs to one and is not an identity.
extension WorldState {
    mutating func applyToAccounts(_ change: WorldChange) {
        switch change {
        case .accountAdded(let new):
            cache.forgetAll()
            accounts[new.id] = new.account
            addedAccounts[new.id] = new
            publicAliases.add(new.account, seed: loaded.seed)
        case .accountProfilePut(let account, let profile):
            // Nobody of a closed account may do anything.
            cache.forgetAll()
            accounts[account]?.profile = profile
        case .instanceProfilePut(let profile):
            accounts[profile.account]?.instanceProfiles[profile.name] = profile
        case .instanceProfileDeleted(let account, let name):
            guard let profile = accounts[account]?.instanceProfiles.removeValue(forKey: name) else { return }
            deletions[profile.arn.description, default: 0] += 1
        case .oidcProviderPut(let account, let provider):
            accounts[account]?.oidcProviders[provider.name] = provider
        case .oidcProviderDeleted(let account, let name): accounts[account]?.oidcProviders[name] = nil
        case .samlProviderPut(let account, let provider): accounts[account]?.samlProviders[provider.name] = provider
        case .samlProviderDeleted(let account, let name): accounts[account]?.samlProviders[name] = nil
        case .identitySettingsPut(let account, let settings):
            // What users may do depends on the password policy.
            if settings.passwordPolicy != accounts[account]?.identitySettings.passwordPolicy { cache.forgetAll() }
            accounts[account]?.identitySettings = settings
        case .outboundIssuerPut(let account, let issuer): accounts[account]?.outboundIssuer = issuer
        default: break
        }
    }
}
