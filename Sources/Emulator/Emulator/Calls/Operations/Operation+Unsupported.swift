import IAM
import World

/// The rows of operations that AWS has and Drydock does not: calls like any other, up to the moment at which they would be
/// performed. What makes an operation supported is another row in the place of one of these.
extension Operation {
    /// The row of an operation that asks its own action on `*`. Nothing of its input is read or recorded.
    static func unsupported(_ name: String, of surface: Surface) -> Operation {
        let action = Event.callName(source: surface.eventSource, name)
        let access = Access.actions([action])
        return Operation(
            surface: surface,
            name: name,
            access: access,
            authentication: .signature,
            isSupported: false
        ) { (call, services) throws(Refusal) in
            guard let caller = call.caller?.principal.accountID else {
                throw .fault("The call came without a caller.", of: surface)
            }
            try services.authorizer.require(&call, [Question(action, on: .account(caller))], by: access)
            try services.passFaults(&call)
            throw .notSupported(name, of: surface)
        }
    }
}
