import AWSCore
import World

/// What calls are about, as IAM is asked about it (docs/aws/iam-api.md, "What is asked"). Of what is there the ARN is
/// known, with its path; of what is not, only kind and name are.
extension IAMCall {
    /// - Parameter name: nil for root.
    func user(_ name: String?) -> IAMSubject {
        guard let name else { return IAMSubject(resource: arn("root")) }
        guard let user = world.user(accountID, name) else { return IAMSubject(resource: "user \(name)") }
        return IAMSubject(resource: user.arn.description, tags: user.tags, boundary: user.permissionsBoundary)
    }

    func group(_ name: String) -> IAMSubject {
        IAMSubject(resource: world.group(accountID, name)?.arn.description ?? "group \(name)")
    }

    func role(_ name: String) -> IAMSubject {
        guard let role = world.role(accountID, name) else { return IAMSubject(resource: "role \(name)") }
        return IAMSubject(resource: role.arn.description, tags: role.tags, boundary: role.permissionsBoundary)
    }

    func instanceProfile(_ name: String) -> IAMSubject {
        guard let profile = world.account(accountID)?.instanceProfiles[name] else {
            return IAMSubject(resource: "instance profile \(name)")
        }
        return IAMSubject(resource: profile.arn.description, tags: profile.tags)
    }

    /// A managed policy, an account's own or AWS's.
    func policy(_ arn: String) -> IAMSubject {
        IAMSubject(resource: arn, tags: world.account(accountID)?.ownPolicy(arn)?.tags ?? [:])
    }

    func device(_ serial: String) -> IAMSubject {
        IAMSubject(resource: serial, tags: world.account(accountID)?.device(serial)?.device.tags ?? [:])
    }

    func oidcProvider(_ arn: String) -> IAMSubject {
        IAMSubject(resource: arn, tags: world.account(accountID)?.oidcProvider(arn)?.tags ?? [:])
    }

    func samlProvider(_ arn: String) -> IAMSubject {
        IAMSubject(resource: arn, tags: world.account(accountID)?.samlProvider(arn)?.tags ?? [:])
    }

    /// What is yet to be made.
    ///
    /// - Parameter kind: the first part of its ARN's resource: `user`.
    func new(_ kind: String, _ path: String, _ name: String) -> IAMSubject {
        IAMSubject(resource: arn(kind + path + name))
    }

    /// All of a kind below a path: `arn:aws:iam::ACCOUNT:user/`.
    func all(_ kind: String, below prefix: String?) -> IAMSubject { IAMSubject(resource: arn(kind + (prefix ?? "/"))) }

    private func arn(_ resource: String) -> String {
        ARN.iam(world.partition(of: accountID), accountID, resource).description
    }
}
