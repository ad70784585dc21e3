import AWSCore

extension PolicyDocumentReader {
    /// What only some kinds of policies ask for, of a statement that is well-formed otherwise.
    mutating func checkKind(_ statement: PolicyStatement) {
        if statement.principalElement?.isNegated == true {
            if statement.effect == .allow {
                refuse(.kind, statement, "has NotPrincipal with Allow, which AWS does not take; write Principal")
            }
            if kind == .trust || kind == .resourceControl {
                refuse(
                    .kind,
                    statement,
                    "has NotPrincipal, which this kind of policy does not have; write Principal and a condition",
                    "Has prohibited field NotPrincipal"
                )
            }
        }
        switch kind {
        case .identity, .session, .serviceControl, .endpoint: break
        case .trust: checkTrust(statement)
        case .repository: checkRepository(statement)
        case .publicRepository: checkPublicRepository(statement)
        case .registry: checkRegistry(statement)
        case .resourceControl: checkResourceControl(statement)
        }
    }

    private mutating func refuse(
        _ phase: Phase,
        _ statement: PolicyStatement,
        _ reason: String,
        _ message: String = "Syntax errors in policy."
    ) {
        refuse(phase, statement.line, "statement \(statement.index) \(reason)", message)
    }

    private mutating func checkTrust(_ statement: PolicyStatement) {
        let isSTS = statement.actions.values.allSatisfy { $0.text.lowercased().hasPrefix("sts:") }
        guard !isSTS || statement.actions.isNegated else { return }
        refuse(
            .kind,
            statement,
            "of a trust policy names other actions than those of STS; write sts:AssumeRole or its like",
            "AssumeRole policy may only specify STS AssumeRole actions."
        )
    }

    /// Every action must be one of ECR's about a repository, or match one: `ecr:GetAuthorizationToken` and other actions
    /// of a registry are refused when they are named (that they all are is inferred; for GetAuthorizationToken it is
    /// known, docs/aws/ecr-repositories.md, "Repository policies").
    private mutating func checkRepository(_ statement: PolicyStatement) {
        checkActions(of: statement, are: "about a repository") { $0.resourceType == .repository }
    }

    /// The same of ECR Public's actions (docs/aws/ecr-public.md, "Repository policies").
    private mutating func checkPublicRepository(_ statement: PolicyStatement) {
        checkActions(of: statement, are: "about a public repository", suchAs: "ecr-public:PutImage") {
            $0.resourceType == .publicRepository
        }
    }

    /// Every action must be one of ECR's, about repositories or the registry as a whole. Resources may be whatever other
    /// policies take: ECR keeps `*`, and ARNs of nothing that it has (aws/containers-roadmap#2675).
    private mutating func checkRegistry(_ statement: PolicyStatement) {
        checkActions(of: statement, are: "of ECR's") { $0.resourceType == .repository || $0.resourceType == .registry }
    }

    private mutating func checkActions(
        of statement: PolicyStatement,
        are what: String,
        suchAs example: String = "ecr:BatchGetImage",
        _ isAction: (IAMAction) -> Bool
    ) {
        let actions = IAMAction.all.filter(isAction)
        for pattern in statement.actions.values where !actions.contains(where: { pattern.matches($0.name) }) {
            refuse(
                .kind,
                statement,
                "names '\(pattern.text)', which is not an action \(what); write one such as \(example)"
            )
        }
    }

    /// Only Deny, for everyone, without NotAction; Allow is only in AWS's own RCPFullAWSAccess (AWS Organizations'
    /// user guide).
    private mutating func checkResourceControl(_ statement: PolicyStatement) {
        if statement.actions.isNegated {
            refuse(.kind, statement, "has NotAction, which resource control policies do not have; write Action")
        }
        if statement.principals.map(\.kind) != [.everyone] {
            refuse(.kind, statement, "of a resource control policy names principals; write \"*\" and a condition")
        }
        let isFullAccess =
            statement.actions.values.map(\.text) == ["*"] && statement.conditions.isEmpty
            && statement.resources?.isNegated == false && statement.resources?.values.map(\.text) == ["*"]
        if statement.effect == .allow, !isFullAccess {
            refuse(.kind, statement, "of a resource control policy allows; only RCPFullAWSAccess does, so write Deny")
        }
    }
}
