import AWSCore
import AWSProtocols
import World

/// How long sessions last that long-term credentials ask for (docs/aws/sts.md, "GetSessionToken").
enum SessionDuration {
    /// Twelve hours where nothing is asked; root gets an hour at most, whatever it asks.
    static func ofLongTermCaller(_ caller: Principal, asked: Int?) -> Int {
        if case .root = caller { return min(asked ?? 3_600, 3_600) }
        return asked ?? 43_200
    }
}

extension STSCall {
    /// Makes a session that the world keeps.
    ///
    /// - Parameter size: `MinimumSessionTokenSize`, to which the token is filled up.
    func issue(_ grant: SessionGrant, size: TokenSizeParameters) throws(STSError) -> Session {
        var grant = grant
        grant.minimumTokenSize = size.minimum ?? 0
        // The endpoint gives what the account whose credentials they are has chosen.
        let account = world.account(grant.principal.accountID)
        if isGlobal, account?.identitySettings.globalEndpointTokenVersion != .two {
            grant.isForDefaultRegionsOnly = true
        }
        do {
            return try world.issueSession(grant)
        } catch {
            throw .server("The session could not be kept: \(error)")
        }
    }
}

extension Session {
    /// `Credentials` as every operation that hands them out answers it.
    var credentialsMember: STSResult.Member {
        .structure(
            "Credentials",
            [
                .text("AccessKeyId", accessKeyID.value),
                .text("SecretAccessKey", secretAccessKey),
                .text("SessionToken", sessionToken),
                .date("Expiration", expiration),
            ]
        )
    }
}

extension WorldStore {
    /// `AssumedRoleUser` as every operation that hands out a role's session answers it.
    func assumedRoleUserMember(of principal: Principal) -> STSResult.Member {
        .structure(
            "AssumedRoleUser",
            [.text("AssumedRoleId", userID(of: principal)), .text("Arn", arn(of: principal).description)]
        )
    }
}
