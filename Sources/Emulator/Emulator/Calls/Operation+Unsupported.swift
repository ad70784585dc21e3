import IAM
import IAMService
import STSService
import World

/// The rows of operations that AWS has and Drydock does not: calls like any other, up to the moment at which they would be
/// performed. What makes an operation supported is another row in the place of one of these.
extension Operation {
    /// The row of an operation of STS, which asks its own action on `*`. Nothing of its input is read or recorded.
    static func unsupportedSTS(_ name: String) -> Operation {
        let access = Access.actions(["sts:" + name])
        return Operation(
            surface: .sts,
            name: name,
            access: access,
            authentication: .signature,
            isSupported: false
        ) { (call, services) throws(Refusal) in
            guard let caller = call.caller?.principal else {
                throw .fault("The call came without a caller.", of: .sts)
            }
            let question = Question("sts:" + name, on: .account(caller.accountID))
            try services.authorizer.require(&call, [question], by: access)
            try services.passFaults(&call)
            throw .notSupported(name, of: .sts)
        }
    }

    /// The row of an operation of IAM, which asks its own action on `*`. Nothing of its input is read or recorded.
    static func unsupportedIAM(_ name: String) -> Operation {
        let access = Access.actions(["iam:" + name])
        return Operation(
            surface: .iam,
            name: name,
            access: access,
            authentication: .signature,
            isSupported: false
        ) { (call, services) throws(Refusal) in
            guard let caller = call.caller?.principal.accountID else {
                throw .fault("The call came without a caller.", of: .iam)
            }
            let question = Question("iam:" + name, on: .account(caller))
            try services.authorizer.require(&call, [question], by: access)
            try services.passFaults(&call)
            throw .notSupported(name, of: .iam)
        }
    }
}
