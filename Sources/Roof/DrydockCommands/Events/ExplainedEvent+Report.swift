package import Emulator
import IAM

extension ExplainedEvent {
    /// The lines that a person reads: the event, and below it who decided and why.
    package var report: [String] {
        guard let explanation else { return [headline, ""] + withoutPolicies }
        return [headline, ""] + afterwards(explanation) + explanation.report
    }

    /// What ended a call that the policies had let through: their explanation alone would not say it.
    private func afterwards(_ explanation: Explanation) -> [String] {
        guard explanation.decision.isAllowed else { return [] }
        guard event.errorCode != nil else { return hindrance.map { [$0, ""] } ?? [] }
        let reason = cause.map { ". " + $0 } ?? ": it failed for another reason."
        return answer + ["The policies allow the call" + reason, ""]
    }

    private var headline: String {
        let caller = EventLine.caller(event) ?? "an unknown caller"
        let call = "Event \(event.sequence): \(event.callName) by \(caller)"
        return event.errorCode.map { "\(call) was refused with \($0)." } ?? call + " was performed."
    }

    /// Why a call ended without any policy having been asked.
    private var withoutPolicies: [String] {
        guard event.errorCode != nil else {
            return ["No policy was asked: AWS lets everyone call this operation."] + (hindrance.map { ["", $0] } ?? [])
        }
        return answer + [cause.map { "No policy was asked. " + $0 } ?? "No policy was asked: the call ended before."]
    }

    /// What happened to the answer of a call that was performed; nil where it went out as usual.
    private var hindrance: String? {
        guard event.errorCode == nil, let fault = event.fault else { return nil }
        return "The call was performed, and its answer met a " + FaultLine.cause(fault)
    }

    private var answer: [String] {
        event.errorMessage.map { ["\(event.isNotEmulated ? "Drydock" : "AWS") says: \($0)"] } ?? []
    }

    /// What stands behind the event's error, where it is one of those that are known.
    private var cause: String? {
        guard let code = event.errorCode else { return nil }
        if let fault = event.fault {
            return "It was a \(FaultLine.cause(fault))"
        }
        if event.isNotEmulated {
            return "AWS might have answered otherwise: docs/emulator.md lists what Drydock does, and what it does not."
        }
        if code == "AccessDenied", event.errorMessage?.hasPrefix("MultiFactorAuthentication failed") == true {
            return
                "The one-time code or its device is wrong: see drydock iam show for devices, drydock iam code for codes."
        }
        if code == "DENIED", let cause = Self.passwords.first(where: { $0.answer == event.errorMessage })?.text {
            return cause
        }
        let cause = Self.causes.first { $0.codes.contains(where: code.hasPrefix) }?.text
        let detail = event.errorDetail.map { "\($0.prefix(1).uppercased())\($0.dropFirst())." }
        let sentences = [cause, detail].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// What stands behind a password that the registry refuses.
    private static let passwords: [(answer: String, text: String)] = [
        (
            "Your authorization token has expired. Reauthenticate and try again.",
            "A registry's password is good for twelve hours: log in with a new token of GetAuthorizationToken's."
        ),
        (
            "Your Authorization Token is invalid.",
            "The password is not a token of GetAuthorizationToken's for this region, or the user name is not AWS."
        ),
    ]

    /// What stands behind the codes of calls that no policy refused.
    private static let causes: [(codes: [String], text: String)] = [
        (
            ["UnrecognizedClientException", "InvalidClientTokenId"],
            "The access key is unknown or inactive, or its session token is missing or another's: see drydock iam show."
        ),
        (["ExpiredToken"], "The credentials or the token were temporary, and their time is up: get new ones."),
        (
            ["SignatureDoesNotMatch", "InvalidSignatureException"],
            "The request was not signed with this key's secret, for this host's region, or at this time."
        ),
        (["MissingAuthenticationToken"], "The client sent no signature: it found no credentials."),
        (["UNAUTHORIZED"], "The client sent no password: log it in with a token of GetAuthorizationToken's."),
        (
            ["RegionDisabledException"],
            "STS is switched off in this region for the account whose credentials were asked for."
        ),
        (["MalformedPolicyDocument"], "A session policy that was passed is not well-formed, or does not exist."),
        (["PackedPolicyTooLarge"], "Session policies, tags or both are larger than a session can carry."),
        (["InvalidIdentityToken"], "The identity provider's token was not accepted."),
        (
            ["AccessDenied"],
            "The operation itself refuses this kind of caller or these credentials, whatever policies say."
        ),
        (["ValidationError", "InvalidParameter"], "A parameter breaks a rule of the operation's."),
    ]
}
