import AWSProtocols
import World

/// Switches the tokens of GetWebIdentityToken on (docs/aws/sts.md, "GetWebIdentityToken").
package struct EnableOutboundWebIdentityFederation: IAMOperation {
    package static let name = "EnableOutboundWebIdentityFederation"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let issuer = try call.edit { (edit) throws(IAMError) -> String in
            guard edit.account.outboundIssuer == nil else {
                throw IAMError(
                    "FeatureEnabled",
                    "Outbound web identity federation is already enabled for this account.",
                    status: 409
                )
            }
            edit.putOutboundIssuer(edit.outboundIssuer)
            return edit.outboundIssuer
        }
        return IAMResult([.text("IssuerIdentifier", issuer)])
    }
}

/// Switches them off.
package struct DisableOutboundWebIdentityFederation: IAMOperation {
    package static let name = "DisableOutboundWebIdentityFederation"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            guard edit.account.outboundIssuer != nil else { throw .outboundFederationDisabled }
            edit.putOutboundIssuer(nil)
        }
        return nil
    }
}

/// The issuer of the tokens, where they are switched on.
package struct GetOutboundWebIdentityFederationInfo: IAMOperation {
    package static let name = "GetOutboundWebIdentityFederationInfo"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let issuer = try call.account().outboundIssuer else { throw .outboundFederationDisabled }
        return IAMResult([.text("IssuerIdentifier", issuer), .boolean("JwtVendingEnabled", true)])
    }
}

extension IAMError {
    static let outboundFederationDisabled = IAMError(
        "FeatureDisabled",
        "Outbound web identity federation is not enabled for this account.",
        status: 404
    )
}
