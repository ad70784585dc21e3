import AWSCore
package import Determinism

extension World {
    /// The same world with other secrets: those of access keys, seeds of devices, and tokens of upstream registries and
    /// containers. What were the same secrets are the same again, so that whoever signed in somewhere still does. Users
    /// have no passwords, of which there are hashes alone.
    package func withNewSecrets(_ stream: inout RandomStream) -> World {
        var world = self
        var secrets = NewSecrets()
        for id in accounts.keys.sorted() {
            guard var account = accounts[id] else { continue }
            account.rootAccessKeys = secrets.keys(account.rootAccessKeys, &stream)
            account.rootMultiFactorDevices = secrets.devices(account.rootMultiFactorDevices, &stream)
            for name in account.users.keys.sorted() {
                guard var user = account.users[name] else { continue }
                user.accessKeys = secrets.keys(user.accessKeys, &stream)
                user.multiFactorDevices = secrets.devices(user.multiFactorDevices, &stream)
                user.loginProfile = nil
                account.users[name] = user
            }
            for region in account.secrets.keys.sorted() {
                account.secrets[region] = account.secrets[region]?.map { secret in
                    UpstreamSecret(
                        name: secret.name,
                        credentials: secrets.credentials(secret.credentials, &stream),
                        state: secret.state
                    )
                }
            }
            world.accounts[id] = account
        }
        for host in upstreams.keys.sorted() {
            guard let upstream = upstreams[host] else { continue }
            world.upstreams[host] = Upstream(
                registry: upstream.registry,
                credentials: upstream.credentials.map { secrets.credentials($0, &stream) },
                failure: upstream.failure,
                repositories: upstream.repositories
            )
        }
        if let container = metadata?.container, let token = container.token {
            world.metadata?.container = MachineMetadata.Container(
                role: container.role,
                token: secrets.text(token, &stream),
                id: container.id
            )
        }
        return world
    }
}

/// New secrets in the place of others.
private struct NewSecrets {
    /// By what they were.
    private var texts: [String: String] = [:]

    mutating func text(_ old: String, _ stream: inout RandomStream) -> String {
        if let known = texts[old] { return known }
        let new = stream.secretAccessKey()
        texts[old] = new
        return new
    }

    mutating func keys(_ keys: [AccessKey], _ stream: inout RandomStream) -> [AccessKey] {
        keys.map { $0.with(secret: text($0.secret, &stream)) }
    }

    func devices(_ devices: [MultiFactorDevice], _ stream: inout RandomStream) -> [MultiFactorDevice] {
        devices.map { MultiFactorDevice(serial: $0.serial, seed: stream.bytes(20)) }
    }

    mutating func credentials(_ old: UpstreamCredentials, _ stream: inout RandomStream) -> UpstreamCredentials {
        UpstreamCredentials(username: old.username, accessToken: text(old.accessToken, &stream))
    }
}
