import AWSCore
package import AWSProtocols
package import World

/// The users and roles whose pulls do not count, page by page and by ARN (docs/aws/ecr.md, "Operations on pull-time
/// exclusions" and "Pages").
package struct ListPullTimeUpdateExclusions: ECROperation {
    package static let name = "ListPullTimeUpdateExclusions"
    package static let reporting = InputReporting.all

    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        page = try PageRequest(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let question = ["pull time exclusions", call.caller.accountID.value, call.region.name]
        let last = try page.start(for: question)
        let rest = call.registrySettings.pullTimeExclusions.keys.sorted().drop { $0 <= last ?? "" }
        let found = page.cut(rest, for: question) { $0 }
        var answer: [String: JSONValue] = [
            "pullTimeUpdateExclusions": .array(found.elements.map { .string($0) })
        ]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }
}
