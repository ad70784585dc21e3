import IAM

/// What the policies of a layer say about the request.
enum Say: String, Sendable {
    case absent
    /// There, and about something else.
    case silent
    case allow
    case deny
}

/// A case by what each layer says.
struct LayeredCase: Sendable {
    var request = Table.user.asking()
    var says: [NaiveLayer: Say] = [.identity: .allow]
    /// Whom the resource's policy names, as JSON.
    var principal = #""*""#
    var isRoot = false
    var isTrust = false

    func sample() throws -> AccessCase {
        var sample = AccessCase(request: request, isRoot: isRoot, isTrust: isTrust)
        func one(_ layer: NaiveLayer, _ kind: PolicyKind) throws -> SamplePolicy? {
            let say = says[layer] ?? .absent
            return say == .absent ? nil : try SamplePolicy(document(kind, say), kind)
        }
        sample.serviceControl = try one(.serviceControl, .serviceControl).map { [[$0]] } ?? []
        sample.resourceControl = try one(.resourceControl, .resourceControl).map { [[$0]] } ?? []
        sample.endpoint = try one(.endpoint, .endpoint)
        sample.boundary = try one(.boundary, .identity)
        sample.session = try one(.session, .session).map { [$0] }
        sample.scopeDown = try one(.scopeDown, .session).map { [$0] } ?? []
        sample.identity = try one(.identity, .identity).map { [$0] } ?? []
        sample.resource = try one(.resource, isTrust ? .trust : .repository).map { [$0] } ?? []
        return sample
    }

    /// A document of a kind that says this about all that the table asks.
    func document(_ kind: PolicyKind, _ say: Say) -> String {
        let isOfResource = kind == .repository || kind == .trust
        let service = isTrust ? "sts" : "ecr"
        let other = kind == .repository ? "ecr:ListImages" : kind == .trust ? "sts:AssumeRoleWithSAML" : "s3:GetObject"
        var members = ["\"Effect\":\"\(say == .deny ? "Deny" : "Allow")\""]
        switch kind {
        case .resourceControl where say == .silent:
            // A resource control policy allows everything or nothing; what is silent denies something else.
            members = [#""Effect":"Deny","Action":"s3:GetObject""#]
        case .resourceControl where say == .allow:
            members.append(#""Action":"*""#)
        default:
            members.append("\"Action\":\"\(say == .silent ? other : service + ":*")\"")
        }
        if !isOfResource { members.append(#""Resource":"*""#) }
        if isOfResource { members.append("\"Principal\":\(principal)") }
        if kind == .endpoint || kind == .resourceControl { members.append(#""Principal":"*""#) }
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\(members.joined(separator: ","))}]}"
    }

    /// The table's row for it.
    static func row(
        _ name: String,
        _ request: NaiveRequest = Table.user.asking(),
        _ says: [NaiveLayer: Say],
        naming principal: String = #""*""#,
        isRoot: Bool = false,
        isTrust: Bool = false,
        _ expected: Expected
    ) -> TableRow {
        let layered = LayeredCase(
            request: request,
            says: says,
            principal: principal,
            isRoot: isRoot || request.kind == .root,
            isTrust: isTrust
        )
        return TableRow(name: name, sample: { try layered.sample() }, expected: expected)
    }
}
