package import AWSSignature
package import Foundation

/// Whom a set of credentials stands for (STS GetCallerIdentity).
package struct CallerIdentity: Sendable, Equatable {
    /// The account's twelve digits.
    package let account: String
    package let arn: String
    package let userID: String

    package init(account: String, arn: String, userID: String) {
        self.account = account
        self.arn = arn
        self.userID = userID
    }
}

/// Credentials that STS handed out, and when they end.
package struct TemporaryCredentials: Sendable, Equatable {
    package let credentials: AWSCredentials
    package let expiration: Date

    package init(credentials: AWSCredentials, expiration: Date) {
        self.credentials = credentials
        self.expiration = expiration
    }
}

/// A password for a registry (ECR GetAuthorizationToken).
package struct AuthorizationToken: Sendable, Equatable, CustomStringConvertible {
    /// Base64 of `AWS:PASSWORD`.
    package let token: String
    package let expiresAt: Date
    /// The registry's URL, such as `https://123456789012.dkr.ecr.us-east-1.amazonaws.com`.
    package let proxyEndpoint: String

    package init(token: String, expiresAt: Date, proxyEndpoint: String) {
        self.token = token
        self.expiresAt = expiresAt
        self.proxyEndpoint = proxyEndpoint
    }

    /// User name and password; nil where the token is not base64 of `NAME:PASSWORD`.
    package var login: (username: String, password: String)? {
        guard let data = Data(base64Encoded: token), let text = String(data: data, encoding: .utf8) else { return nil }
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    package var description: String {
        "AuthorizationToken(token: [HIDDEN], expiresAt: \(expiresAt), proxyEndpoint: \(proxyEndpoint))"
    }
}
