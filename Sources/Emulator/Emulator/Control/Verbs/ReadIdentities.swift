import World

/// The identities of the world, whole.
package struct ReadIdentities: QueryVerb {
    package static let route = ControlRoute(.get, "iam")
    package static let parameters = ["name"]

    /// By name or ARN; nil is all of them.
    private let name: String?

    package init(named name: String? = nil) { self.name = name }

    package init(query: [String: String]) { name = query["name"] }

    package var query: [ControlMessage.Parameter] { name.map { [ControlMessage.Parameter("name", $0)] } ?? [] }

    package func perform(on emulator: Emulator) throws(ControlError) -> [IdentityView] {
        try IdentityViews(world: emulator.world).views(named: name)
    }
}
