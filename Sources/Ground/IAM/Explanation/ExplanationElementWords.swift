import AWSCore

/// One element of a statement and what the request has for it, in words.
struct ExplanationElementWords {
    private let element: StatementTrace.Element
    private let request: AccessRequest

    init(_ element: StatementTrace.Element, _ request: AccessRequest) {
        self.element = element
        self.request = request
    }

    /// How far a statement is from matching when only this element is in the way: what depends on the call is closest.
    var rank: Int {
        if element.condition != nil { return 0 }
        switch element.name {
        case "Resource", "NotResource", "Principal", "NotPrincipal": return 1
        default: return 2
        }
    }

    /// What keeps the statement from matching.
    var obstacle: String {
        if let condition = element.condition { return self.condition(condition.operator, condition.key) }
        let wanted = ExplanationElementWords.list(element.wanted)
        switch element.name {
        case "Action": return "its Action lists \(wanted), not \(request.action)"
        case "NotAction": return "its NotAction leaves out \(wanted)"
        case "Resource": return "its Resource is \(wanted), \(note ?? element.note ?? "not \(request.resource)")"
        case "NotResource": return "its NotResource leaves out \(wanted)"
        case "Principal": return "its Principal is \(wanted), not \(principal)"
        case "NotPrincipal": return "its NotPrincipal leaves out \(wanted)"
        default: return "\(element.name) does not match \(wanted)"
        }
    }

    /// As policies should name the caller: of a role session its role.
    private var principal: ARN {
        request.caller.kind == .roleSession ? request.caller.issuerARN ?? request.caller.arn : request.caller.arn
    }

    private func condition(_ name: String, _ key: String) -> String {
        let value = element.found.isEmpty ? "is absent" : "is \(ExplanationElementWords.list(element.found))"
        return "\(key) \(value), and \(name) asks for \(ExplanationElementWords.list(element.wanted))"
    }

    /// By what the element catches the request.
    var catches: String {
        if let condition = element.condition {
            let value = element.found.isEmpty ? "is absent" : "is \(ExplanationElementWords.list(element.found))"
            return "\(condition.key) \(value) (\(condition.operator) \(ExplanationElementWords.list(element.wanted)))"
        }
        return "\(element.name) \(ExplanationElementWords.list(element.wanted))"
    }

    /// What is not obvious when ARNs are compared.
    private var note: String? {
        if request.resource == "*" { return "but \(request.action) is asked about *, which only * matches" }
        guard let asked = ARN(request.resource) else { return nil }
        if asked.service == "ecr", asked.resource == "repository/*" {
            return "but the call names no repository and is asked about all: \(request.resource)"
        }
        guard element.wanted.count == 1, let wanted = element.wanted.first.flatMap({ ARN($0) }) else { return nil }
        if wanted.resource == asked.resource, wanted.service == asked.service {
            if wanted.region != asked.region, wanted.account == asked.account {
                return "but the call goes to region \(asked.region)"
            }
            if wanted.account != asked.account, wanted.region == asked.region {
                return "but the resource is in account \(asked.account)"
            }
        }
        return nil
    }

    /// Values for people: the first three, and how many more there are.
    static func list(_ values: [String]) -> String {
        guard !values.isEmpty else { return "nothing" }
        guard values.count > 4 else { return values.joined(separator: ", ") }
        return values.prefix(3).joined(separator: ", ") + " and \(values.count - 3) more"
    }
}
