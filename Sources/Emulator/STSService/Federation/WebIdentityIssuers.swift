package import Federation
import Synchronization

/// The issuers of OpenID Connect tokens whose keys an emulator holds: those of providers for which a world gives no
/// keys, and those of accounts whose principals may ask for tokens (GetWebIdentityToken). One for each emulator; its
/// keys are made when they are first needed and end with it.
package final class WebIdentityIssuers: Sendable {
    private struct State {
        var issuers: [String: OIDCIssuer] = [:]
        var tokens = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// The issuer of this URL, the same one every time. Only URLs that the world names may be asked for: whatever is
    /// asked for is kept.
    package func issuer(_ url: String) -> OIDCIssuer {
        state.withLock { state in
            if let issuer = state.issuers[url] { return issuer }
            let issuer = OIDCIssuer()
            state.issuers[url] = issuer
            return issuer
        }
    }

    /// A number that no other token has.
    func nextTokenNumber() -> Int {
        state.withLock { state in
            state.tokens += 1
            return state.tokens
        }
    }
}
