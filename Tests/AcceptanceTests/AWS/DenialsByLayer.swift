import Foundation
import TestSupport
import World

/// Calls that each layer of policies refuses, and what independent clients print (docs/aws/iam.md, "Denials").
enum DenialsByLayer {
    struct Case: Sendable, Encodable {
        let name: String
        let key: String
        let secret: String
        let service: String
        /// The operation as boto3 spells it.
        let method: String
        let input: [String: Value]
        /// AssumeRole's input, where the call is a session's.
        var assume: [String: String]?
        /// Another endpoint than the emulator's own, by its real host name.
        var endpoint: String?
        let printed: String
    }

    enum Value: Sendable, Encodable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
        case text(String)
        case list([String])

        init(stringLiteral value: String) { self = .text(value) }
        init(arrayLiteral elements: String...) { self = .list(elements) }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .list(let list): try container.encode(list)
            }
        }
    }

    static let endpointHost = "https://vpce-0a1b2c3d4e5f60718-abcdefgh.api.ecr.us-east-1.vpce.amazonaws.com"

    static func world() throws -> World {
        let path = ProjectFolder.path("Tests/AcceptanceTests/Programs/denials.yaml")
        return try World.load(yaml: String(contentsOfFile: path, encoding: .utf8), fileName: "denials.yaml")
    }

    private static let account = "333333333333"
    private static let role = "arn:aws:iam::333333333333:role/worker"
    private static let session = "arn:aws:sts::333333333333:assumed-role/worker/job"

    private static func repository(_ name: String) -> String { "arn:aws:ecr:us-east-1:\(account):repository/\(name)" }

    private static func user(_ name: String, of account: String = account) -> String {
        "arn:aws:iam::\(account):user/\(name)"
    }

    private static func ecr(
        _ name: String,
        _ user: String,
        _ operation: String,
        _ input: [String: Value] = [:],
        on resource: String,
        _ reason: String,
        as caller: String? = nil,
        assume: [String: String]? = nil,
        endpoint: String? = nil
    ) -> Case {
        let snake = operation.reduce(into: "") { text, character in
            text += character.isUppercase ? (text.isEmpty ? "" : "_") + character.lowercased() : String(character)
        }
        let caller = caller ?? self.user(user)
        return Case(
            name: name,
            key: "AKIADENIALS" + user.uppercased(),
            secret: "drydock/EXAMPLE/secret/of/" + user,
            service: "ecr",
            method: snake,
            input: input,
            assume: assume,
            endpoint: endpoint,
            printed:
                "An error occurred (AccessDeniedException) when calling the \(operation) operation: User: \(caller) "
                + "is not authorized to perform: ecr:\(operation) on resource: \(resource) "
                + reason.replacing("ACTION", with: "ecr:\(operation)")
        )
    }

    private static func assuming(_ policy: String) -> [String: String] {
        ["RoleArn": role, "RoleSessionName": "job", "Policy": policy]
    }

    static let all: [Case] = [
        ecr(
            "identity silent",
            "nobody",
            "DescribeRepositories",
            on: repository("*"),
            "because no identity-based policy allows the ACTION action"
        ),
        ecr(
            "identity denies",
            "denied",
            "DescribeRepositories",
            on: repository("*"),
            "with an explicit deny in an identity-based policy"
        ),
        ecr(
            "boundary silent",
            "bounded",
            "DescribeRepositories",
            on: repository("*"),
            "because no permissions boundary allows the ACTION action"
        ),
        ecr(
            "boundary denies",
            "bounded",
            "GetRepositoryPolicy",
            ["repositoryName": "open"],
            on: repository("open"),
            "with an explicit deny in a permissions boundary: arn:aws:iam::333333333333:policy/reading"
        ),
        ecr(
            "session silent",
            "admin",
            "DescribeRepositories",
            on: repository("*"),
            "because no session policy allows the ACTION action",
            as: session,
            assume: assuming(
                #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:ListImages","Resource":"*"}}"#
            )
        ),
        ecr(
            "session denies",
            "admin",
            "DescribeRepositories",
            on: repository("*"),
            "with an explicit deny in a session policy",
            as: session,
            assume: assuming(
                #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},"#
                    + #"{"Effect":"Deny","Action":"ecr:Describe*","Resource":"*"}]}"#
            )
        ),
        ecr(
            "service control silent",
            "admin",
            "DescribeRegistry",
            on: "*",
            "because no service control policy allows the ACTION action"
        ),
        ecr(
            "service control denies",
            "admin",
            "GetRegistryPolicy",
            on: "*",
            "with an explicit deny in a service control policy: "
                + "arn:aws:organizations::111111111111:policy/o-drydock0001/service_control_policy/p-8z8vrubk"
        ),
        ecr(
            "resource control denies",
            "admin",
            "ListImages",
            ["repositoryName": "sealed"],
            on: repository("sealed"),
            "with an explicit deny in a resource control policy: "
                + "arn:aws:organizations::111111111111:policy/o-drydock0001/resource_control_policy/p-3vcy60t5"
        ),
        ecr(
            "resource silent",
            "foreigner",
            "ListImages",
            ["repositoryName": "open", "registryId": .text(account)],
            on: repository("open"),
            "because no resource-based policy allows the ACTION action",
            as: user("foreigner", of: "222222222222")
        ),
        ecr(
            "resource denies",
            "admin",
            "ListImages",
            ["repositoryName": "closed"],
            on: repository("closed"),
            "with an explicit deny in a resource-based policy"
        ),
        ecr(
            "endpoint silent",
            "admin",
            "ListImages",
            ["repositoryName": "open"],
            on: repository("open"),
            "because no VPC endpoint policy allows the ACTION action",
            endpoint: endpointHost
        ),
        ecr(
            "endpoint denies",
            "admin",
            "DescribeRepositories",
            ["repositoryNames": ["secret"]],
            on: repository("secret"),
            "with an explicit deny in a VPC endpoint policy",
            endpoint: endpointHost
        ),
        Case(
            name: "AssumeRole",
            key: "AKIADENIALSDENIED",
            secret: "drydock/EXAMPLE/secret/of/denied",
            service: "sts",
            method: "assume_role",
            input: ["RoleArn": .text(role), "RoleSessionName": "job"],
            printed:
                "An error occurred (AccessDenied) when calling the AssumeRole operation: User: \(user("denied")) is "
                + "not authorized to perform: sts:AssumeRole on resource: \(role)"
        ),
        Case(
            name: "GetFederationToken",
            key: "AKIADENIALSNOBODY",
            secret: "drydock/EXAMPLE/secret/of/nobody",
            service: "sts",
            method: "get_federation_token",
            input: ["Name": "guest"],
            printed: "An error occurred (AccessDenied) when calling the GetFederationToken operation: User: "
                + "\(user("nobody")) is not authorized to perform: sts:GetFederationToken on resource: "
                + "arn:aws:sts::\(account):federated-user/guest"
        ),
    ]
}
