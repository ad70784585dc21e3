import AWSCore
import IAM
import Testing

/// Short forms for tests of single documents and statements.
enum PolicyTestCase {
    static let account = "123456789012"
    static let repository = "arn:aws:ecr:us-east-1:123456789012:repository/team/app"

    /// One statement that allows `ecr:PutImage` on everything, with what `members` says instead.
    static func statement(
        _ members: String,
        kind: PolicyKind = .identity,
        version: String = "2012-10-17"
    ) throws -> PolicyStatement {
        try #require(try document(members, kind: kind, version: version).statements.first)
    }

    static func document(
        _ members: String,
        kind: PolicyKind = .identity,
        version: String = "2012-10-17"
    ) throws(PolicyError) -> PolicyDocument {
        try PolicyDocument(json: text(members, kind: kind, version: version), kind: kind)
    }

    /// The members that a statement of this kind needs are added where `members` lacks them.
    static func text(_ members: String, kind: PolicyKind, version: String = "2012-10-17") -> String {
        var all = members.isEmpty ? [] : [members]
        func add(_ name: String, _ value: String) {
            if !members.contains("\"\(name)\":"), !members.contains("\"Not\(name)\":") {
                all.append("\"\(name)\": \(value)")
            }
        }
        add("Effect", kind == .resourceControl ? "\"Deny\"" : "\"Allow\"")
        switch kind {
        case .trust: add("Action", "\"sts:AssumeRole\"")
        case .publicRepository: add("Action", "\"ecr-public:PutImage\"")
        default: add("Action", "\"ecr:PutImage\"")
        }
        if kind == .registry {
            add("Resource", "\"arn:aws:ecr:us-east-1:123456789012:repository/*\"")
        } else if kind != .trust, !kind.isOfRepository {
            add("Resource", "\"*\"")
        }
        switch kind {
        case .identity, .session, .serviceControl: break
        case .trust, .repository, .publicRepository, .registry, .endpoint, .resourceControl: add("Principal", "\"*\"")
        }
        return "{\"Version\": \"\(version)\", \"Statement\": [{\(all.joined(separator: ", "))}]}"
    }

    static func request(
        _ action: String = "ecr:PutImage",
        on resource: String = repository,
        by caller: RequestPrincipal? = nil,
        context: [String: [String]] = [:]
    ) throws -> AccessRequest {
        AccessRequest(
            caller: try caller ?? user(),
            action: action,
            resource: resource,
            resourceAccount: try #require(AccountID(account)),
            context: RequestContext(context)
        )
    }

    static func user(_ name: String = "stefan", in account: String = account) throws -> RequestPrincipal {
        try principal(.user, "arn:aws:iam::\(account):user/\(name)", in: account, uniqueID: "AIDAQ3EGVT7RZ5XKM2LPW")
    }

    static func principal(
        _ kind: RequestPrincipal.Kind,
        _ arn: String,
        in account: String = account,
        issuer: String? = nil,
        uniqueID: String? = nil
    ) throws -> RequestPrincipal {
        RequestPrincipal(
            kind: kind,
            arn: try #require(ARN(arn)),
            account: try #require(AccountID(account)),
            issuerARN: try issuer.map { try #require(ARN($0)) },
            uniqueID: uniqueID
        )
    }
}
