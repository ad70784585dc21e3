/// Every verb that there is, and how it is found over HTTP: what has no row is not reached.
package enum ControlTable {
    package static let verbs: [any ControlVerb.Type] = [
        ReadHealth.self, ResetWorld.self, ReadEvents.self, ReadAuthority.self, ReadClock.self, MoveClock.self,
        Expire.self, FindAccessKey.self, ExplainCall.self, ReadIdentities.self,
        PerformOperation.self,
        SimulateCall.self, ReadOneTimeCode.self, MakeWebIdentityToken.self, ReadImages.self, ReadFaults.self,
        AddFault.self, RemoveFaults.self, ReadBridgeEvents.self, ReadWorld.self,
    ]

    /// The verb of a method at a path.
    ///
    /// - Throws: ``ControlError``: 404 for a path that no verb has, 405 for another method.
    static func verb(_ method: String, _ path: String) throws(ControlError) -> any ControlVerb.Type {
        let there = verbs.filter { $0.route.path == path }
        guard !there.isEmpty else {
            let known = Set(verbs.map { $0.route.path }).sorted().joined(separator: ", ")
            throw .notFound("There is no \(ControlRoutes.prefix)/\(path) here; the control API has \(known).")
        }
        // HEAD asks for what GET answers, without its body.
        let wanted = method == "HEAD" ? "GET" : method
        guard let verb = there.first(where: { $0.route.method.rawValue == wanted }) else {
            let allowed = there.map { $0.route.method.rawValue }.joined(separator: " or ")
            throw ControlError(
                status: 405,
                message: "\(ControlRoutes.prefix)/\(path) takes \(allowed), not \(method)."
            )
        }
        return verb
    }
}
