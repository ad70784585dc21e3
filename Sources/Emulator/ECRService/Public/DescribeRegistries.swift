import AWSCore
package import AWSProtocols
package import World

/// The caller's public registry, of which an account has one (docs/aws/ecr-public.md, "Registries and repositories").
package struct DescribeRegistries: ECROperation {
    package static let name = "DescribeRegistries"

    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        page = try PageRequest(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: .publicRegistry(of: call.caller.accountID))]
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let question = ["public registries", account.value]
        let last = try page.start(for: question)
        let accounts = [account].filter { $0.value > last ?? "" }
        let found = page.cut(accounts, for: question, by: \.value)
        return .object(["registries": .array(found.elements.map { Self.shape($0, call) })])
    }

    private static func shape(_ account: AccountID, _ call: ECRCall) -> JSONValue {
        let alias = call.world.publicAlias(of: account)
        let aliases = alias.map { alias -> JSONValue in
            [
                "name": .string(alias), "status": "ACTIVE", "primaryRegistryAlias": true,
                "defaultRegistryAlias": true,
            ]
        }
        return .object([
            "registryId": .string(account.value),
            "registryArn": .string(ARN.publicRegistry(of: account).description),
            "registryUri": .string(alias.map { "\(AWSHost.publicRegistry.name)/\($0)" } ?? ""),
            "verified": false,
            "aliases": .array(aliases.map { [$0] } ?? []),
        ])
    }
}
