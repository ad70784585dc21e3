import ECRService
import RegistryService
import STSService

/// All that can be called, one row each. Classification, authentication, authorisation, dispatch and the journal read
/// this table, so what is not in it cannot be reached.
struct OperationTable: Sendable {
    let operations: [Operation]
    private let stsByName: [String: Operation]
    private let ecrByName: [String: Operation]

    init() {
        operations = Self.sts + Self.ecr + [Self.versionCheck, Self.unsupportedRoute]
        stsByName = Dictionary(uniqueKeysWithValues: Self.sts.map { ($0.name, $0) })
        ecrByName = Dictionary(uniqueKeysWithValues: Self.ecr.map { ($0.name, $0) })
    }

    func sts(_ action: String) -> Operation? { stsByName[action] }

    func ecr(_ name: String) -> Operation? { ecrByName[name] }

    /// The route of the registry that `method` and `path` reach; it is always one, for the token is checked first.
    func registry(_ method: String, _ path: Substring) -> Operation {
        let isVersionCheck = (path == "/v2/" || path == "/v2") && (method == "GET" || method == "HEAD")
        return isVersionCheck ? Self.versionCheck : Self.unsupportedRoute
    }

    private static let sts: [Operation] = [
        .sts("GetCallerIdentity", GetCallerIdentity.self, asks: .nothing),
        .sts("GetSessionToken", GetSessionToken.self, asks: .nothing),
        .sts(
            "GetFederationToken",
            GetFederationToken.self,
            asks: .action("sts:GetFederationToken", on: { $0.resource($1) })
        ),
        .sts(
            "AssumeRole",
            AssumeRole.self,
            asks: .trust("sts:AssumeRole", arn: { $0.roleARN }, role: { $0.role($1) })
        ),
    ]

    private static let ecr: [Operation] = [
        .ecr(
            "CreateRepository",
            CreateRepository.self,
            asks: "ecr:CreateRepository",
            on: { $0.repository($1) },
            also: { $0.carriesTags ? "ecr:TagResource" : nil }
        ),
        .ecr(
            "DescribeRepositories",
            DescribeRepositories.self,
            asks: "ecr:DescribeRepositories",
            on: { $0.repositories($1) }
        ),
        .ecr("DeleteRepository", DeleteRepository.self, asks: "ecr:DeleteRepository", on: { $0.repository($1) }),
        .ecr("DescribeRegistry", DescribeRegistry.self, asks: "ecr:DescribeRegistry", on: { $1.ownRegistry }),
        .ecr(
            "GetAuthorizationToken",
            GetAuthorizationToken.self,
            asks: "ecr:GetAuthorizationToken",
            on: { $1.ownRegistry }
        ),
    ]

    /// `GET` and `HEAD` of `/v2/`: a token is enough (emulator.md E.2).
    private static let versionCheck = Operation.route("RegistryVersionCheck") { _ in .versionCheck }

    /// Every other path of the registry: a token is asked for first, then the answer says what is missing.
    private static let unsupportedRoute = Operation.route("RegistryRoute") { request throws(RegistryError) in
        throw .unsupported(request.method, String(request.path.prefix(512)))
    }
}
