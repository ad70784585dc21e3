import AWSCore
import World

/// How long sessions last that long-term credentials ask for (emulator.md C.7).
enum SessionDuration {
    /// Twelve hours where nothing is asked; root gets an hour at most, whatever it asks.
    static func ofLongTermCaller(_ caller: Principal, asked: Int?) -> Int {
        if case .root = caller { return min(asked ?? 3_600, 3_600) }
        return asked ?? 43_200
    }
}

extension STSCall {
    /// The partition of the caller's account.
    var partition: Partition { world.partition(of: caller.accountID) }

    /// Makes a session that the world remembers.
    func issue(_ kind: Session.Kind, as principal: Principal, seconds: Int) throws(STSError) -> Session {
        do {
            return try world.issueSession(kind, as: principal, seconds: seconds)
        } catch {
            throw .internalFailure("The session could not be kept: \(error)")
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
