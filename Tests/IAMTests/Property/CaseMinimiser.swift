import AWSProtocols

/// Makes a case smaller for as long as it shows the same trouble, and prints it.
struct CaseMinimiser {
    /// Whether a case shows the trouble.
    let isBad: (AccessCase) -> Bool

    func smallest(_ sample: AccessCase) -> AccessCase {
        var sample = sample
        while let smaller = candidates(sample).first(where: isBad) { sample = smaller }
        return sample
    }

    /// The case less a policy, a level, a statement, a condition or a key of the context, in all ways.
    private func candidates(_ sample: AccessCase) -> [AccessCase] {
        var all: [AccessCase] = []
        func add(_ change: (inout AccessCase) -> Void) {
            var smaller = sample
            change(&smaller)
            all.append(smaller)
        }
        if sample.endpoint != nil { add { $0.endpoint = nil } }
        if sample.boundary != nil { add { $0.boundary = nil } }
        if sample.session != nil { add { $0.session = nil } }
        for key in sample.request.context.keys.sorted() { add { $0.request.context[key] = nil } }
        for path in [\AccessCase.serviceControl, \.resourceControl] {
            for level in sample[keyPath: path].indices {
                add { $0[keyPath: path].remove(at: level) }
                for index in sample[keyPath: path][level].indices {
                    add { $0[keyPath: path][level].remove(at: index) }
                    for policy in smaller(sample[keyPath: path][level][index]) {
                        add { $0[keyPath: path][level][index] = policy }
                    }
                }
            }
        }
        for path in [\AccessCase.identity, \.scopeDown, \.resource] {
            for index in sample[keyPath: path].indices {
                add { $0[keyPath: path].remove(at: index) }
                for policy in smaller(sample[keyPath: path][index]) { add { $0[keyPath: path][index] = policy } }
            }
        }
        for index in (sample.session ?? []).indices {
            for policy in smaller((sample.session ?? [])[index]) { add { $0.session?[index] = policy } }
        }
        for policy in sample.endpoint.map(smaller) ?? [] { add { $0.endpoint = policy } }
        for policy in sample.boundary.map(smaller) ?? [] { add { $0.boundary = policy } }
        return all
    }

    /// The policy with something left out of its document, in all ways that leave a valid one.
    private func smaller(_ policy: SamplePolicy) -> [SamplePolicy] {
        guard let json = try? JSONValue.parse(Array(policy.json.utf8)) else { return [] }
        return shorter(json).compactMap { document in
            let text = String(decoding: document.serialized(), as: UTF8.self)
            return try? SamplePolicy(text, policy.kind, arn: policy.arn)
        }
    }

    private func shorter(_ json: JSONValue) -> [JSONValue] {
        switch json {
        case .array(let values):
            values.indices.flatMap { index -> [JSONValue] in
                var others = values
                others.remove(at: index)
                return (values.count > 1 ? [.array(others)] : [])
                    + shorter(values[index]).map { value in
                        var values = values
                        values[index] = value
                        return .array(values)
                    }
            }
        case .object(let members):
            members.keys.sorted().flatMap { key -> [JSONValue] in
                // Without its version a document means something else.
                var without = members
                without[key] = nil
                return (key == "Version" ? [] : [.object(without)])
                    + shorter(members[key] ?? .null).map { value in
                        var members = members
                        members[key] = value
                        return .object(members)
                    }
            }
        default: []
        }
    }
}

extension AccessCase: CustomStringConvertible {
    /// The case as JSON, for a failure's report.
    var description: String {
        func document(_ policy: SamplePolicy) -> JSONValue {
            (try? JSONValue.parse(Array(policy.json.utf8))) ?? .string(policy.json)
        }
        func documents(_ policies: [SamplePolicy]) -> JSONValue { .array(policies.map(document)) }
        let context = request.context.mapValues { JSONValue.array($0.map { .string($0) }) }
        var members: [String: JSONValue] = [
            "kind": .string("\(request.kind)"), "caller": .string(request.arn), "action": .string(request.action),
            "resource": .string(request.resource), "context": .object(context), "resourcePolicies": documents(resource),
            "identity": documents(identity), "scopeDown": documents(scopeDown),
            "serviceControl": .array(serviceControl.map(documents)),
            "resourceControl": .array(resourceControl.map(documents)), "isTrust": .bool(isTrust),
            "isRoot": .bool(isRoot),
        ]
        members["issuer"] = request.issuer.map { .string($0) }
        members["boundary"] = boundary.map(document)
        members["session"] = session.map(documents)
        members["endpoint"] = endpoint.map(document)
        members = members.filter {
            !["[]", "{}", "false"].contains(String(decoding: $0.value.serialized(), as: UTF8.self))
        }
        return String(decoding: JSONValue.object(members).serialized(), as: UTF8.self)
    }
}
