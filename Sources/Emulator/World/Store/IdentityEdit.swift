package import AWSCore
package import Cryptography
import Determinism
package import Foundation
package import IAM
import Synchronization

/// A change of an account's identities in the making: what there is, and what is to become of it. Nobody else changes the
/// world meanwhile, and nothing has changed before the whole is done.
package struct IdentityEdit {
    /// As it is before the change.
    package let account: Account
    /// The world's time.
    package let now: Date
    private let store: WorldStore
    fileprivate private(set) var changes: [WorldChange] = []

    fileprivate init(_ account: Account, _ store: WorldStore) {
        self.account = account
        self.store = store
        now = store.clock.now
    }

    // MARK: What is to be new

    package func newUser(_ name: String, path: String, tags: [String: String], boundary: ARN?) -> User {
        User(
            account: account.id,
            partition: account.partition,
            path: path,
            name: name,
            seed: store.seed,
            incarnation: incarnation("user" + path + name),
            permissionsBoundary: boundary,
            tags: tags,
            created: now
        )
    }

    package func newGroup(_ name: String, path: String) -> Group {
        Group(
            account: account.id,
            partition: account.partition,
            path: path,
            name: name,
            seed: store.seed,
            incarnation: incarnation("group" + path + name),
            created: now
        )
    }

    /// - Parameter trust: of kind `trust`.
    package func newRole(_ name: String, path: String, trust: PolicyDocument) -> Role {
        Role(
            account: account.id,
            partition: account.partition,
            path: path,
            name: name,
            seed: store.seed,
            incarnation: incarnation("role" + path + name),
            trustPolicy: trust,
            created: now
        )
    }

    /// - Parameter document: of kind `identity`.
    package func newPolicy(
        _ name: String,
        path: String,
        document: PolicyDocument,
        summary: String?,
        tags: [String: String]
    ) -> CustomerManagedPolicy {
        CustomerManagedPolicy(
            account: account.id,
            partition: account.partition,
            path: path,
            name: name,
            seed: store.seed,
            incarnation: incarnation("policy" + path + name),
            summary: summary,
            document: document,
            tags: tags,
            created: now
        )
    }

    package func newInstanceProfile(_ name: String, path: String, tags: [String: String]) -> InstanceProfile {
        InstanceProfile(
            account: account.id,
            partition: account.partition,
            path: path,
            name: name,
            seed: store.seed,
            incarnation: incarnation("instance-profile" + path + name),
            tags: tags,
            createdAt: now
        )
    }

    /// An access key that nobody has, `AKIA…`.
    package func newAccessKey() -> AccessKey {
        var stream = store.randomness.stream("access key")
        // A seeded world that starts again draws the same IDs again.
        while true {
            guard let id = AccessKeyID(stream.awsUniqueID("AKIA")), !store.isKnown(id) else { continue }
            return AccessKey(id: id, secret: stream.secretAccessKey(), isActive: true, created: now)
        }
    }

    /// A password for a user, as it is kept. It takes a while to hash.
    package func newLoginProfile(_ password: String, requiresReset: Bool) throws(CryptographyError) -> LoginProfile {
        var stream = store.randomness.stream("login profile")
        return try LoginProfile(
            password: password,
            salt: stream.bytes(Scrypt.saltLength),
            requiresReset: requiresReset,
            created: now
        )
    }

    /// A key for SSH that is to be a user's.
    package func newSSHPublicKey(_ body: String) throws(SSHPublicKey.Problem) -> SSHPublicKey {
        var stream = store.randomness.stream("SSH public key")
        return try SSHPublicKey(body: body, from: &stream, uploaded: now)
    }

    /// - Throws: for what is not one certificate, and where the chain does not begin with its issuer's.
    package func newServerCertificate(
        _ name: String,
        path: String,
        body: String,
        chain: String?,
        tags: [String: String]
    ) throws(CryptographyError) -> ServerCertificate {
        var stream = store.randomness.stream("server certificate")
        return try ServerCertificate(
            account: account,
            path: path,
            name: name,
            body: body,
            chain: chain,
            tags: tags,
            from: &stream,
            uploaded: now
        )
    }

    package func newSigningCertificate(_ body: String) throws(CryptographyError) -> SigningCertificate {
        var stream = store.randomness.stream("signing certificate")
        return try SigningCertificate(body: body, from: &stream, uploaded: now)
    }

    /// - Parameter lifetime: in days; nil where it does not end.
    package func newServiceSpecificCredential(
        of user: User,
        for service: ServiceSpecificCredential.Service,
        lifetime: Int?
    ) -> ServiceSpecificCredential {
        var stream = store.randomness.stream("service-specific credential")
        return ServiceSpecificCredential(of: user, for: service, from: &stream, lifetime: lifetime, created: now)
    }

    /// 32 bytes that a credential for a service is made secret by.
    package func newServiceSecret() -> [UInt8] {
        var stream = store.randomness.stream("service-specific secret")
        return stream.bytes(32)
    }

    /// A secret of 64 bytes for a virtual device.
    package func newDeviceSeed() -> [UInt8] {
        var stream = store.randomness.stream("virtual device")
        return stream.bytes(64)
    }

    /// The issuer of outbound web identity federation that the account has where it is switched on.
    package var outboundIssuer: String { Account.outboundIssuer(of: account.id, seed: store.seed) }

    private func incarnation(_ resource: String) -> Int {
        store.incarnation(of: .iam(account.partition, account.id, resource))
    }

    // MARK: What there is

    /// The first principal that a policy names and the world does not have; nil where it has them all.
    package func unknownPrincipal(in document: PolicyDocument) -> PolicyPrincipal? {
        store.unknownPrincipal(in: document)
    }

    // MARK: Changes

    /// Puts a user, a role or the like as it is to be; nothing where it is so already.
    package mutating func put<Entity: IdentityEntity>(_ entity: Entity) {
        if account[keyPath: Entity.place][entity.name] != entity { changes.append(entity.putting(in: account.id)) }
    }

    package mutating func put(_ settings: IdentitySettings) {
        if account.identitySettings != settings { changes.append(.identitySettingsPut(account.id, settings)) }
    }

    /// Sets what root signs in with.
    package mutating func putRoot(accessKeys: [AccessKey]? = nil, devices: [MultiFactorDevice]? = nil) {
        changes.append(
            .rootPut(
                account.id,
                accessKeys: accessKeys ?? account.rootAccessKeys,
                multiFactorDevices: devices ?? account.rootMultiFactorDevices
            )
        )
    }

    /// Switches outbound web identity federation on, or with nil off.
    package mutating func putOutboundIssuer(_ issuer: String?) {
        if account.outboundIssuer != issuer { changes.append(.outboundIssuerPut(account.id, issuer)) }
    }

    /// Gives a user or a group another path or name.
    package mutating func move<Entity: MovableEntity>(_ entity: Entity, to path: String, name: String) {
        guard path != entity.path || name != entity.name else { return }
        changes.append(entity.moved(to: path, name: name, in: account.partition).moving(from: entity.name))
    }

    package mutating func delete<Entity: IdentityEntity>(_ entity: Entity) {
        changes.append(Entity.deleting(entity.name, of: account.id))
    }
}

extension WorldStore {
    /// Changes the identities of an account in one go.
    ///
    /// - Parameter change: looks at the account as it is then, and says what is to change; what it throws is thrown, and
    ///   nothing has changed.
    /// - Throws: ``WorldStoreError/unknownAccount(_:)``, and what `change` throws.
    package func editIdentities<Result>(
        of id: AccountID,
        _ change: (inout IdentityEdit) throws -> Result
    ) throws -> Result {
        try alone {
            var edit = IdentityEdit(try known(id), self)
            let result = try change(&edit)
            try commit(together: edit.changes)
            return result
        }
    }
}
