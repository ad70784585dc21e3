package import AWSCore

/// Who may assume a role. Of trust policies' grammar the part is read that can be decided without evaluating anything:
/// statements that allow `sts:AssumeRole` to AWS principals. All else is refused when the policy is read, so that no
/// condition is ever silently passed over.
package struct TrustPolicy: Sendable, Equatable {
    /// Whom a statement lets in.
    package enum Grantee: Sendable, Equatable {
        /// `*`: every principal whose own policies allow it.
        case anyone
        /// An account: every principal of it whose own policies allow it.
        case account(AccountID)
        /// One user, role, role session or federated user.
        case principal(ARN)
    }

    /// One grantee, as it is written and where.
    package struct Grant: Sendable, Equatable {
        package let grantee: Grantee
        package let text: String
        package let line: Int
    }

    package let grants: [Grant]

    /// How a trust policy lets a caller in.
    struct Admission {
        /// Whether the caller itself is named, not just its account or everyone.
        let isDirect: Bool
        let statement: String
    }

    /// How the caller is let in; nil where it is not. Being named itself counts before the account.
    func admission(of callerNames: [ARN], _ callerAccount: AccountID) -> Admission? {
        for grant in grants {
            if case .principal(let arn) = grant.grantee, callerNames.contains(arn) {
                return Admission(isDirect: true, statement: "trust policy: Allow sts:AssumeRole to \(arn)")
            }
        }
        for grant in grants {
            switch grant.grantee {
            case .anyone: return Admission(isDirect: false, statement: "trust policy: Allow sts:AssumeRole to *")
            case .account(callerAccount):
                return Admission(
                    isDirect: false,
                    statement: "trust policy: Allow sts:AssumeRole to account \(callerAccount)"
                )
            case .account, .principal: continue
            }
        }
        return nil
    }
}
