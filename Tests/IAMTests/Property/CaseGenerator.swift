import AWSProtocols
import Determinism
import IAM

/// Draws questions and policy sets from small alphabets, so that matches, near misses, denies and every layer come up
/// often. The seed alone decides what comes out.
struct CaseGenerator {
    var random: RandomStream
    /// Whether the document that is being drawn is of the old version.
    var isOld = false
    private let fullAccess: [SamplePolicy]
    /// Repository policies that name the user behind federated users, and nobody else.
    private let ofIssuer: [SamplePolicy]
    private var pools: [PolicyKind: [SamplePolicy]] = [:]

    static let mine = "111122223333"
    static let theirs = "444455556666"
    static let others = "777788889999"

    /// - Parameter documents: how many policy documents of each kind to draw the policy sets from. They are compiled
    ///   once, so that the time goes to decisions.
    init(seed: String, documents: Int) throws {
        random = RandomStream(derivedFrom: seed)
        fullAccess = [
            try SamplePolicy(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}
                """,
                .resourceControl,
                arn: "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"
            )
        ]
        ofIssuer = try ["arn:aws:iam::\(Self.mine):user/stefan", "AIDASTEFANSTEFANSTEFA"].map { name in
            try SamplePolicy(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"\(name)"},"Action":"ecr:*"}}
                """,
                .repository
            )
        }
        // The policies of public repositories are evaluated as those of private ones.
        for kind in PolicyKind.allCases where kind != .publicRepository {
            pools[kind] = try (0..<documents).map { index in
                let arns: [PolicyKind: String] = [
                    .serviceControl:
                        "arn:aws:organizations::\(Self.mine):policy/o-abc/service_control_policy/p-\(index)",
                    .resourceControl:
                        "arn:aws:organizations::\(Self.mine):policy/o-abc/resource_control_policy/p-\(index)",
                ]
                let managed = index % 2 == 0 && kind == .identity ? "arn:aws:iam::\(Self.mine):policy/p\(index)" : nil
                return try SamplePolicy(document(kind), kind, arn: arns[kind] ?? managed)
            }
        }
    }

    // MARK: Chance

    mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func one<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }

    /// One of the values, each as often as its weight says.
    mutating func weighted<Value>(_ values: [(Int, Value)]) -> Value {
        var place = Int.random(in: 0..<values.reduce(0) { $0 + $1.0 }, using: &random)
        for (weight, value) in values {
            if place < weight { return value }
            place -= weight
        }
        return values[0].1
    }

    /// Between the bounds many of what `draw` draws.
    mutating func several<Value>(_ bounds: ClosedRange<Int>, _ draw: (inout Self) -> Value) -> [Value] {
        (0..<Int.random(in: bounds, using: &random)).map { _ in draw(&self) }
    }

    private mutating func policy(_ kind: PolicyKind) -> SamplePolicy { one(pools[kind] ?? []) }

    private mutating func policies(_ kind: PolicyKind, _ bounds: ClosedRange<Int>) -> [SamplePolicy] {
        several(bounds) { $0.policy(kind) }
    }

    // MARK: A case

    mutating func next() -> AccessCase {
        var sample = AccessCase(request: request())
        let kind = sample.request.kind
        let isRoot = kind == .root || sample.request.issuer?.hasSuffix(":root") == true
        sample.isRoot = isRoot
        sample.isTrust = sample.request.action.hasPrefix("sts:")
        if happens(30), kind != .federatedIdentity {
            sample.serviceControl = several(1...2) { $0.policies(.serviceControl, 1...2) }
        }
        if happens(25) { sample.resourceControl = several(1...2) { $0.resourceControlLevel() } }
        if happens(20) { sample.endpoint = policy(.endpoint) }
        if kind != .root, kind != .federatedIdentity {
            if !isRoot { sample.identity = policies(.identity, 0...2) }
            if happens(40), !isRoot { sample.boundary = policy(.identity) }
            if kind != .user, happens(kind == .federatedUser ? 85 : 40) { sample.session = policies(.session, 1...2) }
            if kind != .user, happens(20) { sample.scopeDown = policies(.session, 1...2) }
        }
        if sample.isTrust {
            sample.resource = policies(.trust, happens(95) ? 1...1 : 0...0)
        } else if sample.request.resource != "*" {
            let isNamed = kind == .federatedUser && happens(40)
            sample.resource =
                (isNamed ? [one(ofIssuer)] : policies(.repository, 0...1))
                + registryPolicies(isRoot: kind == .root)
        }
        return sample
    }

    /// A registry has one at most. Root gets several: few policies deny what it may always repair elsewhere.
    private mutating func registryPolicies(isRoot: Bool) -> [SamplePolicy] {
        if isRoot { return policies(.registry, 2...4) }
        return happens(35) ? policies(.registry, 1...1) : []
    }

    /// Policies that deny, beside the one that allows everything, which is missing now and then.
    private mutating func resourceControlLevel() -> [SamplePolicy] {
        let denying = policies(.resourceControl, 0...1)
        return happens(92) ? fullAccess + denying : denying
    }

    private mutating func request() -> NaiveRequest {
        var request = caller()
        if request.kind == .federatedIdentity {
            request.action = "sts:AssumeRoleWithWebIdentity"
        } else if request.kind == .root, happens(40) {
            request.action = "ecr:SetRepositoryPolicy"
        } else {
            request.action = weighted([
                (20, "ecr:PutImage"), (20, "ecr:BatchGetImage"), (12, "ecr:CreateRepository"),
                (8, "ecr:SetRepositoryPolicy"), (12, "ecr:GetAuthorizationToken"), (18, "sts:AssumeRole"),
                (6, "sts:TagSession"),
            ])
        }
        if request.action == "ecr:GetAuthorizationToken" {
            request.resource = "*"
        } else {
            if request.kind != .federatedIdentity, happens(30) { request.resourceAccount = Self.theirs }
            if request.action.hasPrefix("sts:") {
                request.resource = "arn:aws:iam::\(request.resourceAccount):role/" + one(["push", "a/push", "Push"])
            } else {
                let name = one(["app", "app/web", "App", "a", "b"])
                request.resource = "arn:aws:ecr:us-east-1:\(request.resourceAccount):repository/\(name)"
            }
        }
        request.context = context(request)
        return request
    }

    private mutating func caller() -> NaiveRequest {
        let account = Self.mine
        var request = NaiveRequest(
            kind: weighted([
                (10, .root), (32, .user), (32, .roleSession), (18, .federatedUser), (8, .federatedIdentity),
            ]),
            arn: "",
            account: account,
            action: "",
            resource: "",
            resourceAccount: account,
            context: [:]
        )
        switch request.kind {
        case .root:
            request.arn = "arn:aws:iam::\(account):root"
        case .user:
            request.arn = "arn:aws:iam::\(account):user/stefan"
            request.uniqueID = "AIDASTEFANSTEFANSTEFA"
        case .roleSession:
            request.arn = "arn:aws:sts::\(account):assumed-role/ci/run"
            request.issuer = "arn:aws:iam::\(account):role/teams/ci"
            request.uniqueID = "AROACICICICICICICICIC"
        case .federatedUser:
            request.arn = "arn:aws:sts::\(account):federated-user/guest"
            let isOfRoot = happens(30)
            request.issuer = "arn:aws:iam::\(account):" + (isOfRoot ? "root" : "user/stefan")
            request.uniqueID = isOfRoot ? nil : "AIDASTEFANSTEFANSTEFA"
        case .federatedIdentity:
            request.arn = "arn:aws:iam::\(account):oidc-provider/token.example.com"
        }
        return request
    }

    private mutating func context(_ request: NaiveRequest) -> [String: [String]] {
        var context: [String: [String]] = [:]
        context["aws:PrincipalArn"] = [request.kind == .roleSession ? request.issuer ?? "" : request.arn]
        context["aws:PrincipalAccount"] = [request.account]
        if request.kind == .user { context["aws:username"] = ["stefan"] }
        let optional: [String: [[String]]] = [
            "aws:PrincipalTag/team": [["a"], ["b"], ["A"], [""], ["a*"]],
            "ecr:ResourceTag/team": [["a"], ["b"], [""]],
            "aws:TagKeys": [
                [], ["a"], ["b"], ["a", "b"], ["A"], ["a", "c"], ["c", "b"], [""], ["", ""], ["", "a"],
            ],
            "aws:MultiFactorAuthPresent": [["true"], ["false"]],
            "aws:MultiFactorAuthAge": [["60"], ["3600"], ["7200"], ["soon"]],
            "aws:SourceIp": [["10.0.0.5"], ["10.1.0.5"], ["203.0.113.7"], ["2001:db8::1"], ["2001:db9::1"]],
            "aws:CurrentTime": [["2024-05-14T09:30:00Z"], ["2024-05-15T00:00:00Z"], ["1715679000"]],
            "x:Binary": [["QUJD"], ["REVG"]],
        ]
        for (key, values) in optional.sorted(by: { $0.key < $1.key }) where happens(75) { context[key] = one(values) }
        return context
    }
}
