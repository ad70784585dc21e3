import IAM
import Testing

@Suite("Which services policies let use")
struct ServiceReachTests {
    private func reach(_ statements: String...) throws -> ServiceReach {
        let document = #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
        return ServiceReach([try PolicyDocument(json: document, kind: .identity)])
    }

    private func allow(_ actions: String, on resource: String = "*") -> String {
        #"{"Effect":"Allow",\#(actions),"Resource":"\#(resource)"}"#
    }

    @Test(
        "are those of which an action is allowed, on whatever resource",
        arguments: [
            (#""Action":"ecr:PutImage""#, ["ecr"]),
            (#""Action":["ECR:put*","sqs:SendMessage"]"#, ["ecr", "sqs"]),
            (#""Action":"dynamodb:*""#, ["dynamodb"]),
            // No service has this action, or this prefix.
            (#""Action":["ecr:NoSuchAction","nosuchservice:*"]"#, []),
        ]
    )
    func allowed(_ actions: String, _ services: [String]) throws {
        #expect(try reach(allow(actions, on: "arn:aws:s3:::x")).services.map(\.prefix) == services)
    }

    @Test("are all but those that NotAction leaves out as a whole")
    func notAction() throws {
        let services = try reach(allow(#""NotAction":["iam:*","organizations:Describe*"]"#)).services.map(\.prefix)
        #expect(services == ServiceNamespace.all.map(\.prefix).filter { $0 != "iam" })
    }

    @Test("do not have what is denied always and everywhere")
    func denied() throws {
        let all = allow(#""Action":["ecr:*","sqs:*"]"#)
        let denials: [(String, [String])] = [
            (#"{"Effect":"Deny","Action":"sqs:*","Resource":"*"}"#, ["ecr"]),
            (#"{"Effect":"Deny","NotAction":"ecr:PutImage","Resource":"*"}"#, ["ecr"]),
            (#"{"Effect":"Deny","Action":"*","Resource":"*"}"#, []),
            (#"{"Effect":"Deny","Action":"sqs:SendMessage","Resource":"*"}"#, ["ecr", "sqs"]),
            (#"{"Effect":"Deny","Action":"*","Resource":"arn:aws:sqs:::x"}"#, ["ecr", "sqs"]),
            (#"{"Effect":"Deny","Action":"*","NotResource":"*"}"#, ["ecr", "sqs"]),
            (
                #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
                ["ecr", "sqs"]
            ),
        ]
        for (denial, services) in denials {
            #expect(try reach(all, denial).services.map(\.prefix) == services, "\(denial)")
        }
    }

    @Test("are those that every level allows")
    func levels() throws {
        let levels = [
            try reach(allow(#""Action":"*""#)), try reach(allow(#""Action":["ecr:*","sqs:*","sts:*"]"#)),
            try reach(allow(#""NotAction":["sts:*"]"#)),
        ]
        #expect(ServiceReach.services(allowedBy: levels).map(\.prefix) == ["ecr", "sqs"])
        #expect(ServiceReach.services(allowedBy: []).count == ServiceNamespace.all.count)
    }

    @Test("have the names of AWS's reference, each once and in order")
    func names() {
        let all = ServiceNamespace.all
        #expect(all.map(\.prefix) == Set(all.map(\.prefix)).sorted())
        #expect(ServiceNamespace.named("ecr")?.name == "Amazon Elastic Container Registry")
        #expect(ServiceNamespace.named("iam")?.name == "AWS Identity and Access Management")
        #expect(ServiceNamespace.named("none") == nil)
        for action in IAMAction.all {
            let prefix = String(action.name.prefix { $0 != ":" })
            #expect(ServiceNamespace.named(prefix) != nil, "\(action.name)")
        }
    }
}
