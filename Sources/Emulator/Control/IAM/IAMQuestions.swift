package import AWSProtocols
package import IAM

/// Whether a principal may do something, asked without a call: the body of `POST iam/simulate`.
package struct SimulationRequest: Sendable, Codable, Equatable {
    /// A user or role by name or ARN, or a session by ARN.
    package let principal: String
    /// Such as `ecr:PutImage`.
    package let action: String
    /// An ARN, or `*`.
    package let resource: String
    /// Condition keys beside those that the world knows.
    package let context: [String: [String]]

    package init(principal: String, action: String, resource: String, context: [String: [String]] = [:]) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            principal: try members.decode(String.self, forKey: .principal),
            action: try members.decode(String.self, forKey: .action),
            resource: try members.decode(String.self, forKey: .resource),
            context: try members.decodeIfPresent([String: [String]].self, forKey: .context) ?? [:]
        )
    }
}

/// A web identity token of the world's own issuer: the body of `POST iam/token`.
package struct WebIdentityTokenRequest: Sendable, Codable, Equatable {
    /// The issuer's URL, or its host and path.
    package let issuer: String
    package let subject: String
    package let audience: String
    /// Further claims.
    package let claims: [String: JSONValue]
    /// `RS256` or `ES256`.
    package let algorithm: String
    /// Seconds that it is good for.
    package let lifetime: Int

    package static let standardAudience = "sts.amazonaws.com"
    package static let standardAlgorithm = "RS256"
    /// In seconds.
    package static let standardLifetime = 300
    /// The lifetimes that a token may have, in seconds: up to a day.
    package static let lifetimes = 1...86_400

    package init(
        issuer: String,
        subject: String,
        audience: String = standardAudience,
        claims: [String: JSONValue] = [:],
        algorithm: String = standardAlgorithm,
        lifetime: Int = standardLifetime
    ) {
        self.issuer = issuer
        self.subject = subject
        self.audience = audience
        self.claims = claims
        self.algorithm = algorithm
        self.lifetime = lifetime
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            issuer: try members.decode(String.self, forKey: .issuer),
            subject: try members.decode(String.self, forKey: .subject),
            audience: try members.decodeIfPresent(String.self, forKey: .audience) ?? Self.standardAudience,
            claims: try members.decodeIfPresent([String: JSONValue].self, forKey: .claims) ?? [:],
            algorithm: try members.decodeIfPresent(String.self, forKey: .algorithm) ?? Self.standardAlgorithm,
            lifetime: try members.decodeIfPresent(Int.self, forKey: .lifetime) ?? Self.standardLifetime
        )
    }
}

/// Why one recorded call was allowed or denied.
package struct ExplainedEvent: Sendable, Codable, Equatable {
    package let event: Event
    /// Nil where no policy was asked: the call failed before, or needs no permission.
    package let explanation: Explanation?
    /// The explanation as services of AWS's encode it for DecodeAuthorizationMessage.
    package let encodedMessage: String?
}

/// What became of an ``IAMChange``.
package struct IAMChangeDone: Sendable, Codable, Equatable {
    /// One line: what was changed.
    package let summary: String
    /// The key that was put, with its secret where that was made up.
    package let accessKey: MadeAccessKey?

    package struct MadeAccessKey: Sendable, Codable, Equatable, CustomStringConvertible {
        package let id: String
        package let secret: String?

        package var description: String { id }
    }
}

/// An identity of the world as `drydock iam show` shows it. No secrets.
package struct IdentityView: Sendable, Codable, Equatable {
    package struct Policy: Sendable, Codable, Equatable {
        package let name: String
        /// Nil of an inline policy.
        package let arn: String?
        /// The group by which a user has it.
        package let group: String?
        package let document: JSONValue
    }

    package struct Key: Sendable, Codable, Equatable {
        package let id: String
        package let isActive: Bool
    }

    /// `root`, `user`, `group`, `role`, `policy`, `repository`, `registry` or `organization`.
    package let kind: String
    package let name: String
    package let arn: String
    package let account: String
    package var uniqueID: String?
    package var groups: [String] = []
    package var policies: [Policy] = []
    package var boundary: Policy?
    package var trust: JSONValue?
    /// Of a role: the longest session in seconds.
    package var maxSessionDuration: Int?
    package var tags: [String: String] = [:]
    package var accessKeys: [Key] = []
    package var multiFactorDevices: [String] = []

    package init(kind: String, name: String, arn: String, account: String) {
        self.kind = kind
        self.name = name
        self.arn = arn
        self.account = account
    }
}
