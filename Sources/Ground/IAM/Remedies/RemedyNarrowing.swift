import AWSCore
import AWSProtocols

/// The ways in which a denying statement may stop to catch a call, the least change first. Whether one of them helps is
/// for whoever applies it to find out.
struct RemedyNarrowing {
    struct Way {
        enum Change {
            case replace(JSONValue)
            case remove
            case detach
        }

        let change: Change
        /// What the change does, in words; nil where there is no more to say than the change.
        let text: String?
    }

    /// As JSON.
    let statement: [String: JSONValue]
    let list: PolicyList
    let policy: AttachedPolicy
    let request: AccessRequest
    let policies: ApplicablePolicies

    var ways: [Way] {
        guard !policy.isAWSOwned || list.layer == .boundary else {
            return [Way(change: .detach, text: "AWS's own policy cannot be changed")]
        }
        var ways = notPrincipal
        if list.layer == .serviceControl || list.layer == .resourceControl { ways += [exemption].compactMap(\.self) }
        ways += [
            listed("NotAction", request.action),
            request.resource == "*" ? nil : listed("NotResource", request.resource.literalResource),
            taken(from: "Action") { $0.lowercased() == request.action.lowercased() },
            taken(from: "Resource") { $0 == request.resource.literalResource },
            takenPrincipal,
        ]
        .compactMap(\.self)
        if Self.isAbout(request.action, alone: statement), statement["Condition"] == nil { ways.append(removal) }
        if [.identity, .boundary, .session, .scopeDown].contains(list.layer) {
            ways += [turned("Action", request.action), turnedResource].compactMap(\.self)
        }
        if list.layer != .session, list.layer != .scopeDown, !isCallersAlone { ways += [exemption].compactMap(\.self) }
        return ways + [removal]
    }

    /// Whether a statement is about this action and no other.
    static func isAbout(_ action: String, alone statement: [String: JSONValue]) -> Bool {
        strings(statement["Action"])?.map { $0.lowercased() } == [action.lowercased()]
    }

    var removal: Way {
        Way(
            change: .remove,
            text: Self.isAbout(request.action, alone: statement)
                ? "it is about \(request.action) and nothing else" : nil
        )
    }

    // MARK: - Elements

    /// The element that leaves things out, with one more of them.
    private func listed(_ name: String, _ value: String) -> Way? {
        guard let values = Self.strings(statement[name]) else { return nil }
        return Way(
            change: .replace(.object(statement.with(name, Self.list(values + [value])))),
            text: "this adds \(value) to its \(name)"
        )
    }

    /// The list without those that are meant; nil where that leaves nothing.
    private func taken(from name: String, _ isMeant: (String) -> Bool) -> Way? {
        guard let values = Self.strings(statement[name]) else { return nil }
        let rest = values.filter { !isMeant($0) }
        guard !rest.isEmpty, rest.count < values.count else { return nil }
        let value = name == "Action" ? request.action : request.resource
        return Way(
            change: .replace(.object(statement.with(name, Self.list(rest)))),
            text: "this takes \(value) out of its \(name)"
        )
    }

    /// `*` turned into all but one.
    private func turned(_ name: String, _ value: String) -> Way? {
        guard Self.strings(statement[name]) == ["*"] else { return nil }
        return Way(
            change: .replace(.object(statement.with(name, nil).with("Not" + name, .string(value)))),
            text: "this spares \(value)"
        )
    }

    private var turnedResource: Way? {
        request.resource.contains("*") ? nil : turned("Resource", request.resource.literalResource)
    }

    // MARK: - Principals

    private var takenPrincipal: Way? {
        guard case .object(let principals)? = statement["Principal"], let values = Self.strings(principals["AWS"])
        else { return nil }
        let caller = [request.caller.arn.description, request.caller.issuerARN?.description]
        let rest = values.filter { !caller.contains($0) }
        guard !rest.isEmpty, rest.count < values.count else { return nil }
        return Way(
            change: .replace(.object(statement.with("Principal", .object(principals.with("AWS", Self.list(rest)))))),
            text: "this takes the caller out of its Principal"
        )
    }

    /// `NotPrincipal` spares a user where user and account are listed, a role session where session, role and account
    /// are, and nobody who has a permissions boundary (IAM guide, NotPrincipal).
    private var notPrincipal: [Way] {
        guard let element = statement["NotPrincipal"] else { return [] }
        let principals = element.object ?? [:]
        let listed = Self.strings(principals["AWS"]) ?? []
        let account = request.caller.account.value
        let root = "arn:\(request.caller.arn.partition):iam::\(account):root"
        let needed = [request.caller.arn.description, request.caller.issuerARN?.description, root].compactMap(\.self)
        var missing: [String] = []
        for name in needed where !listed.contains(name) && !missing.contains(name) {
            if name != root || !listed.contains(account) { missing.append(name) }
        }
        let who =
            request.caller.kind == .roleSession
            ? "session, role and account are all listed" : "caller and account are both listed"
        let longer = Way(
            change: .replace(
                .object(statement.with("NotPrincipal", .object(principals.with("AWS", Self.list(listed + missing)))))
            ),
            text: "NotPrincipal spares the caller only where \(who)"
        )
        return [longer, byCondition(principals, listed)].compactMap(\.self)
    }

    /// The statement with those that it spares named in a condition.
    private func byCondition(_ principals: [String: JSONValue], _ listed: [String]) -> Way? {
        // A session is known by its role's ARN there, and a deleted principal's ID and an account's number are not
        // ARNs.
        let kept = listed.filter {
            ARN($0).map { $0.service == "iam" || $0.resource.hasPrefix("federated-user/") } ?? false
        }
        guard
            var changed = sparing(kept + (callerARN.map { kept.contains($0) ? [] : [$0] } ?? []), in: statement)
        else { return nil }
        if let services = Self.strings(principals["Service"]) {
            changed = Self.adding(services, to: "aws:PrincipalServiceName", ["StringNotEquals"], in: changed)
        }
        let reason =
            policies.caller.bound(request.caller)
            ? "NotPrincipal denies everyone who has a permissions boundary, listed or not: this names those to spare "
                + "by aws:PrincipalArn"
            : "this names those to spare by aws:PrincipalArn"
        return Way(
            change: .replace(.object(changed.with("NotPrincipal", nil).with("Principal", "*"))),
            text: reason
        )
    }

    /// The usual way to spare one principal.
    private var exemption: Way? {
        guard let callerARN, let changed = sparing([callerARN], in: statement) else { return nil }
        return Way(change: .replace(.object(changed)), text: "this spares the caller by aws:PrincipalArn")
    }

    /// What `aws:PrincipalArn` says of the caller: of a role session its role.
    private var callerARN: String? { request.context["aws:PrincipalArn"]?.first }

    private func sparing(_ arns: [String], in statement: [String: JSONValue]) -> [String: JSONValue]? {
        arns.isEmpty
            ? nil : Self.adding(arns, to: "aws:PrincipalArn", ["ArnNotEquals", "ArnNotLike"], in: statement)
    }

    /// The statement with more values of a condition key, under the first of the operators that it has with that key, or
    /// else under the first of all.
    private static func adding(
        _ values: [String],
        to key: String,
        _ operators: [String],
        in statement: [String: JSONValue]
    ) -> [String: JSONValue] {
        var condition = statement["Condition"]?.object ?? [:]
        for name in operators {
            guard var members = condition[name]?.object,
                let known = members.keys.first(where: { $0.lowercased() == key.lowercased() }),
                let old = strings(members[known])
            else { continue }
            members[known] = list(old + values.filter { !old.contains($0) })
            condition[name] = .object(members)
            return statement.with("Condition", .object(condition))
        }
        condition[operators[0]] = .object((condition[operators[0]]?.object ?? [:]).with(key, list(values)))
        return statement.with("Condition", .object(condition))
    }

    /// Whether the policy is the caller's own and nobody else's: to spare the caller there is to take the deny away.
    private var isCallersAlone: Bool {
        // Policies are named after their owner without its path.
        let owner = (request.caller.issuerARN ?? request.caller.arn).resource.split(separator: "/")
        guard let kind = owner.first, let name = owner.last else { return false }
        return list.layer == .identity && policy.arn == nil && policy.name.hasSuffix(" of \(kind)/\(name)")
    }

    // MARK: - JSON

    private static func strings(_ value: JSONValue?) -> [String]? {
        guard let value else { return nil }
        return value.string.map { [$0] } ?? value.array?.compactMap(\.string)
    }

    private static func list(_ values: [String]) -> JSONValue {
        values.count == 1 ? .string(values[0]) : .array(values.map { .string($0) })
    }
}

extension AttachedPolicy {
    /// Whether it is one of those that AWS keeps for everybody, and that nobody else can change.
    var isAWSOwned: Bool { arn?.account == "aws" }
}
