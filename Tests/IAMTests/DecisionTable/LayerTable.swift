import IAM
import Testing

@Suite("Decisions: layers")
struct LayerTable {
    private static let user = Table.user.asking()
    private static let session = Table.session.asking()
    private static let foreign = Table.session.asking(on: Table.theirApp, of: Table.theirs)
    private static let account = #"{"AWS":"111122223333"}"#

    @Test("Each layer is absent, silent, allows or denies", arguments: single)
    func checkSingle(_ row: TableRow) throws { try row.check() }

    private static let single = [
        LayeredCase.row("no policy at all", user, [:], .silent(.identity)),
        LayeredCase.row("identity silent", user, [.identity: .silent], .silent(.identity)),
        LayeredCase.row("identity allows", user, [.identity: .allow], .allow([.identity])),
        LayeredCase.row("identity denies", user, [.identity: .deny], .deny(.identity)),
        LayeredCase.row("SCP silent", user, [.identity: .allow, .serviceControl: .silent], .silent(.serviceControl)),
        LayeredCase.row("SCP allows", user, [.identity: .allow, .serviceControl: .allow], .allow([.identity])),
        LayeredCase.row("SCP allows alone", user, [.serviceControl: .allow], .silent(.identity)),
        LayeredCase.row("SCP denies", user, [.identity: .allow, .serviceControl: .deny], .deny(.serviceControl)),
        LayeredCase.row("RCP silent", user, [.identity: .allow, .resourceControl: .silent], .silent(.resourceControl)),
        LayeredCase.row("RCP allows", user, [.identity: .allow, .resourceControl: .allow], .allow([.identity])),
        LayeredCase.row("RCP allows alone", user, [.resourceControl: .allow], .silent(.identity)),
        LayeredCase.row("RCP denies", user, [.identity: .allow, .resourceControl: .deny], .deny(.resourceControl)),
        LayeredCase.row("endpoint silent", user, [.identity: .allow, .endpoint: .silent], .silent(.endpoint)),
        LayeredCase.row("endpoint allows", user, [.identity: .allow, .endpoint: .allow], .allow([.identity])),
        LayeredCase.row("endpoint allows alone", user, [.endpoint: .allow], .silent(.identity)),
        LayeredCase.row("endpoint denies", user, [.identity: .allow, .endpoint: .deny], .deny(.endpoint)),
        LayeredCase.row("boundary silent", user, [.identity: .allow, .boundary: .silent], .silent(.boundary)),
        LayeredCase.row("boundary allows", user, [.identity: .allow, .boundary: .allow], .allow([.identity])),
        LayeredCase.row("boundary allows alone", user, [.boundary: .allow], .silent(.identity)),
        LayeredCase.row("boundary denies", user, [.identity: .allow, .boundary: .deny], .deny(.boundary)),
        LayeredCase.row("session silent", session, [.identity: .allow, .session: .silent], .silent(.session)),
        LayeredCase.row("session allows", session, [.identity: .allow, .session: .allow], .allow([.identity])),
        LayeredCase.row("session allows alone", session, [.session: .allow], .silent(.identity)),
        LayeredCase.row("session denies", session, [.identity: .allow, .session: .deny], .deny(.session)),
        LayeredCase.row("resource silent", user, [.identity: .allow, .resource: .silent], .allow([.identity])),
        LayeredCase.row(
            "resource allows the account",
            user,
            [.identity: .allow, .resource: .allow],
            naming: account,
            .allow([.identity])
        ),
        LayeredCase.row("resource allows alone", user, [.resource: .allow], .allow([.resource])),
        LayeredCase.row("resource denies", user, [.identity: .allow, .resource: .deny], .deny(.resource)),
        LayeredCase.row(
            "every layer allows",
            session,
            Dictionary(uniqueKeysWithValues: NaiveLayer.allCases.map { ($0, .allow) }),
            naming: account,
            .allow([.identity])
        ),
    ]

    /// A resource policy that grants directly stands in for the identity's, never for what limits the organisation or
    /// the way of the call.
    @Test("A direct grant does not lift the limits around it", arguments: direct)
    func checkDirect(_ row: TableRow) throws { try row.check() }

    private static let direct = [
        LayeredCase.row("SCP silent", user, [.resource: .allow, .serviceControl: .silent], .silent(.serviceControl)),
        LayeredCase.row("RCP silent", user, [.resource: .allow, .resourceControl: .silent], .silent(.resourceControl)),
        LayeredCase.row("endpoint silent", user, [.resource: .allow, .endpoint: .silent], .silent(.endpoint)),
        LayeredCase.row("identity denies", user, [.resource: .allow, .identity: .deny], .deny(.identity)),
        LayeredCase.row("boundary denies", user, [.resource: .allow, .boundary: .deny], .deny(.boundary)),
        LayeredCase.row("session denies", session, [.resource: .allow, .session: .deny], .deny(.session)),
        LayeredCase.row("scope down silent", session, [.resource: .allow, .scopeDown: .silent], .silent(.scopeDown)),
    ]

    @Test("Of two explicit denies one is named", arguments: denies)
    func checkDenies(_ row: TableRow) throws { try row.check() }

    /// The order in which explicit denies are named (docs/aws/iam.md, "Denials").
    private static let denyOrder: [NaiveLayer] = [
        .serviceControl, .resourceControl, .endpoint, .boundary, .session, .scopeDown, .identity, .resource,
    ]
    private static let denies = pairs(denyOrder).map { first, second in
        LayeredCase.row(
            "\(first) and \(second) deny",
            session,
            [.identity: .allow].merging([first: .deny, second: .deny]) { $1 },
            .deny(layer(first))
        )
    }

    @Test("Of two silences one is named", arguments: silences)
    func checkSilences(_ row: TableRow) throws { try row.check() }

    /// The order in which silences are named across accounts (docs/aws/iam.md, "Denials"; the endpoint's is a choice).
    private static let silenceOrder: [NaiveLayer] = [
        .serviceControl, .resourceControl, .endpoint, .resource, .identity, .boundary, .session, .scopeDown,
    ]
    private static let silences = pairs(silenceOrder).map { first, second in
        LayeredCase.row(
            "\(first) and \(second) silent",
            foreign,
            [.identity: .allow, .resource: .allow].merging([first: .silent, second: .silent]) { $1 },
            .silent(layer(first))
        )
    }

    @Test("A deny is named before every silence", arguments: NaiveLayer.allCases)
    func checkDenyBeforeSilence(_ denying: NaiveLayer) throws {
        var says = Dictionary(uniqueKeysWithValues: NaiveLayer.allCases.map { ($0, Say.silent) })
        says[denying] = .deny
        try LayeredCase.row("\(denying) denies", Self.foreign, says, .deny(Self.layer(denying))).check()
    }

    @Test("Levels must each allow; the policies of one are one", arguments: levels)
    func checkLevels(_ row: LevelRow) throws { try row.check() }

    struct LevelRow: Sendable, CustomTestStringConvertible {
        /// What each policy of each level says.
        let says: [[Say]]
        let isAllowed: Bool
        var isDenied = false
        var testDescription: String { "\(says.map { $0.map(\.rawValue) }) \(isAllowed ? "allow" : "refuse")" }

        func check() throws {
            @Sendable func levels(_ kind: PolicyKind) throws -> [[SamplePolicy]] {
                let layered = LayeredCase()
                return try says.map { try $0.map { try SamplePolicy(layered.document(kind, $0), kind) } }
            }
            func row(_ name: String, _ layer: PolicyLayer, _ sample: @escaping @Sendable () throws -> AccessCase) throws
            {
                let expected: Expected = isDenied ? .deny(layer) : isAllowed ? .allow([.identity]) : .silent(layer)
                try TableRow(name: name, sample: sample, expected: expected).check()
            }
            try row("SCP", .serviceControl) {
                var sample = try LayeredCase().sample()
                sample.serviceControl = try levels(.serviceControl)
                return sample
            }
            try row("RCP", .resourceControl) {
                var sample = try LayeredCase().sample()
                sample.resourceControl = try levels(.resourceControl)
                return sample
            }
        }
    }

    private static let levels = [
        LevelRow(says: [], isAllowed: true),
        LevelRow(says: [[]], isAllowed: false),
        LevelRow(says: [[.allow]], isAllowed: true),
        LevelRow(says: [[.silent, .allow]], isAllowed: true),
        LevelRow(says: [[.allow], [.allow]], isAllowed: true),
        LevelRow(says: [[.allow], [.silent]], isAllowed: false),
        LevelRow(says: [[.silent], [.allow]], isAllowed: false),
        LevelRow(says: [[.allow], [.allow], [.silent]], isAllowed: false),
        LevelRow(says: [[.allow], [.silent, .allow], [.allow]], isAllowed: true),
        LevelRow(says: [[.allow], [.allow, .deny]], isAllowed: false, isDenied: true),
        LevelRow(says: [[.deny, .allow], [.silent]], isAllowed: false, isDenied: true),
    ]

    @Test("Several policies of one layer count together", arguments: unions)
    func checkUnions(_ row: TableRow) throws { try row.check() }

    private static func union(_ name: String, _ says: [Say], _ layer: NaiveLayer, _ expected: Expected) -> TableRow {
        TableRow(
            name: name,
            sample: {
                var sample = try LayeredCase(request: session).sample()
                let kind: PolicyKind = layer == .session ? .session : .identity
                let policies = try says.map { try SamplePolicy(LayeredCase().document(kind, $0), kind) }
                if layer == .session { sample.session = policies } else { sample.identity = policies }
                return sample
            },
            expected: expected
        )
    }

    private static let unions = [
        union("one identity policy of two allows", [.silent, .allow], .identity, .allow([.identity])),
        union("one identity policy of two denies", [.allow, .deny], .identity, .deny(.identity)),
        union("no identity policy of two allows", [.silent, .silent], .identity, .silent(.identity)),
        union("one session policy of two allows", [.silent, .allow], .session, .allow([.identity])),
        union("one session policy of two denies", [.allow, .deny], .session, .deny(.session)),
        union("no session policy of two allows", [.silent, .silent], .session, .silent(.session)),
    ]

    private static func pairs(_ layers: [NaiveLayer]) -> [(NaiveLayer, NaiveLayer)] {
        layers.indices.flatMap { first in layers[(first + 1)...].map { (layers[first], $0) } }
    }

    private static func layer(_ layer: NaiveLayer) -> PolicyLayer {
        switch layer {
        case .serviceControl: .serviceControl
        case .resourceControl: .resourceControl
        case .endpoint: .endpoint
        case .boundary: .boundary
        case .session: .session
        case .scopeDown: .scopeDown
        case .identity: .identity
        case .resource: .resource
        }
    }
}
