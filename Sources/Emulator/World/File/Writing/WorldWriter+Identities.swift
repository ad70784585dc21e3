import AWSCore
import IAM
import Text

/// Users, groups, roles, managed policies and instance profiles, and what signs in.
extension WorldWriter {
    func root(_ account: Account) -> WrittenValue? {
        WrittenValue.record(RootKey.self) { key in
            switch key {
            case .accessKeys: accessKeys(account.rootAccessKeys)
            case .mfaDevices: devices(account.rootMultiFactorDevices)
            }
        }.unlessEmpty
    }

    func user(_ user: User) -> WrittenValue {
        .record(UserKey.self) { key in
            switch key {
            case .path: path(user.path)
            case .groups: WrittenValue.texts(user.groups).unlessEmpty
            case .policies: references(user.attachedPolicies, in: user.account)
            case .inlinePolicies: policies(user.inlinePolicies)
            case .permissionsBoundary: user.permissionsBoundary.map { reference($0, in: user.account) }
            case .tags: WrittenValue.texts(user.tags).unlessEmpty
            case .accessKeys: accessKeys(user.accessKeys)
            case .mfaDevices: devices(user.multiFactorDevices)
            case .loginProfile: user.loginProfile.map(loginProfile)
            case .sshPublicKeys:
                WrittenValue.list(user.credentials.sshPublicKeys.map { .text($0.body) }).unlessEmpty
            case .serviceSpecificCredentials:
                WrittenValue.texts(user.credentials.serviceSpecific.map(\.service)).unlessEmpty
            case .signingCertificates:
                WrittenValue.list(user.credentials.signingCertificates.map { .block($0.body) }).unlessEmpty
            }
        }
    }

    func group(_ group: Group) -> WrittenValue {
        .record(GroupKey.self) { key in
            switch key {
            case .path: path(group.path)
            case .policies: references(group.attachedPolicies, in: group.account)
            case .inlinePolicies: policies(group.inlinePolicies)
            }
        }
    }

    func role(_ role: Role) -> WrittenValue {
        .record(RoleKey.self) { key in
            switch key {
            case .path: path(role.path)
            case .description: description(role.summary)
            case .policies: references(role.attachedPolicies, in: role.account)
            case .inlinePolicies: policies(role.inlinePolicies)
            case .permissionsBoundary: role.permissionsBoundary.map { reference($0, in: role.account) }
            case .tags: WrittenValue.texts(role.tags).unlessEmpty
            case .trust: policy(role.trustPolicy)
            case .maxSessionDuration: role.maxSessionDuration == 3_600 ? nil : .number(role.maxSessionDuration)
            case .maxSigninSessionDuration: role.maxSigninSessionDuration.map { .number($0) }
            }
        }
    }

    func managedPolicy(_ managed: CustomerManagedPolicy) -> WrittenValue {
        .record(ManagedPolicyKey.self) { key in
            switch key {
            case .path: path(managed.path)
            case .description: description(managed.summary)
            case .tags: WrittenValue.texts(managed.tags).unlessEmpty
            case .document: policy(managed.document)
            }
        }
    }

    func instanceProfile(_ profile: InstanceProfile) -> WrittenValue {
        .record(InstanceProfileKey.self) { key in
            switch key {
            case .path: path(profile.path)
            case .role: profile.role.map { .text($0) }
            case .tags: WrittenValue.texts(profile.tags).unlessEmpty
            }
        }
    }

    func serverCertificate(_ certificate: ServerCertificate) -> WrittenValue {
        .record(ServerCertificateKey.self) { key in
            switch key {
            case .path: path(certificate.path)
            case .certificate: .block(certificate.body)
            case .chain: certificate.chain.map { .block($0) }
            case .tags: WrittenValue.texts(certificate.tags).unlessEmpty
            }
        }
    }

    private func path(_ path: String) -> WrittenValue? { path == "/" ? nil : .text(path) }

    /// Nil of an empty one as well, which the file has no form for.
    func description(_ text: String?) -> WrittenValue? {
        text.flatMap { $0.isEmpty ? nil : $0.contains("\n") ? .block($0) : .text($0) }
    }

    private func accessKeys(_ keys: [AccessKey]) -> WrittenValue? {
        WrittenValue.list(
            keys.map { accessKey in
                .record(AccessKeyKey.self) { key in
                    switch key {
                    case .id: .text(accessKey.id.value)
                    case .secret: .text(accessKey.secret)
                    case .status: accessKey.isActive ? nil : .word("inactive")
                    }
                }
            }
        ).unlessEmpty
    }

    private func devices(_ devices: [MultiFactorDevice]) -> WrittenValue? {
        WrittenValue.list(
            devices.map { device in
                .record(DeviceKey.self) { key in
                    switch key {
                    case .serial: .text(device.serial)
                    case .seed: .text(Base32.encode(device.seed))
                    }
                }
            }
        ).unlessEmpty
    }
}
