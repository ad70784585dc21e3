import ClientComparison

/// What the notes in the records mean for a replay.
enum GoldenSetup {
    enum Action {
        /// These variables have these values from now on; with an empty one they are not set.
        case variables([String: String])
        /// These calls are refused from now on, and no others.
        case refusals([RefusingResponder.Refusal])
        /// What a replay need not do: the client does not come where it matters.
        case nothing
    }

    /// The transcripts that begin in a home without a store.
    static let withoutStore: Set = ["57", "60"]

    /// Identifiers that are typed before they were ever shown, and the connectors that they are of.
    static let typedIdentifiers = [
        "16": (identifier: "84667418-6a8e-4eee-b576-c1cbda29a5ba", connector: "aws-us-east-1"),
        "20": (identifier: "851eb6cb-c27c-467a-b7e8-7dd1f87f6616", connector: "aws-us-east-1"),
    ]

    /// What a note asks for; nil where nobody has said so.
    static func action(for note: String) -> Action? {
        if let known = actions[note] { return known }
        guard note.hasPrefix("env now: ") || !note.contains(" ") else { return nil }
        let words = note.split(separator: " ").filter { $0.contains("=") }
        var variables: [String: String] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != "," } }
            guard parts.count == 2 else { return nil }
            variables[parts[0]] = parts[1]
        }
        return variables.isEmpty ? nil : .variables(variables)
    }

    private static let keys = [
        "AWS_ACCESS_KEY_ID": ComparedWorld.accessKeyID, "AWS_SECRET_ACCESS_KEY": ComparedWorld.secretAccessKey,
    ]
    private static let noKeys = keys.mapValues { _ in "" }
    private static let alice = "User: arn:aws:iam::715803424590:user/alice is not authorized to perform: "
    private static let noPolicy = "because no identity-based policy allows the"

    private static func denied(_ call: String, on resource: String) -> Action {
        .refusals([
            RefusingResponder.Refusal(call, code: "AccessDenied", message: "\(alice)\(call) on resource: \(resource)")
        ])
    }

    private static func deniedByECR(_ call: String, on resource: String) -> Action {
        .refusals([
            RefusingResponder.Refusal(
                call,
                code: "AccessDeniedException",
                message: "\(alice)\(call) on resource: \(resource) \(noPolicy) \(call) action"
            )
        ])
    }

    private static func refused(_ code: String, _ message: String) -> Action {
        .refusals([RefusingResponder.Refusal("*", code: code, message: message)])
    }

    private static let actions: [String: Action] = [
        "env now: access key and secret key, no region": .variables(keys.merging(["AWS_DEFAULT_REGION": ""]) { $1 }),
        "env now: access key and secret key, AWS_REGION=us-east-1": .variables(
            keys.merging(["AWS_REGION": "us-east-1"]) { $1 }
        ),
        "plus access key and secret key variables": .variables(keys),
        "env now: access key and secret key variables, AWS_DEFAULT_REGION=eu-west-2, no AWS_PROFILE (config file says us-east-1)":
            .variables(keys.merging(["AWS_DEFAULT_REGION": "eu-west-2", "AWS_PROFILE": ""]) { $1 }),
        "no AWS credentials any more": .variables(noKeys),
        "no AWS credentials in the environment": .variables(noKeys.merging(["AWS_DEFAULT_REGION": ""]) { $1 }),
        "ecr:DescribeRepositories denied": deniedByECR(
            "ecr:DescribeRepositories",
            on: "arn:aws:ecr:us-east-1:715803424590:repository/*"
        ),
        "ecr:GetAuthorizationToken denied": deniedByECR("ecr:GetAuthorizationToken", on: "*"),
        "sts:GetCallerIdentity denied": denied("sts:GetCallerIdentity", on: "*"),
        "sts:AssumeRole denied": denied(
            "sts:AssumeRole",
            on: "arn:aws:iam::715803424590:role/zenml-connector"
        ),
        "sts:GetSessionToken denied": denied("sts:GetSessionToken", on: "*"),
        "sts:GetFederationToken denied": denied(
            "sts:GetFederationToken",
            on: "arn:aws:sts::715803424590:federated-user/zenml-connector"
        ),
        "unknown access key": refused(
            "InvalidClientTokenId",
            "The security token included in the request is invalid."
        ),
        "wrong secret key": refused(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                + "Access Key and signing method. Consult the service documentation for details."
        ),
        "AWS says the token has expired": refused(
            "ExpiredToken",
            "The security token included in the request is expired"
        ),
        "nothing listens on the STS and ECR endpoints (127.0.0.1:9)": .variables([
            "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "",
        ]),
        // The client signs docker in by itself.
        "docker daemon reachable, `docker login` itself fails": .nothing,
        "docker daemon reachable, no docker binary on PATH": .nothing,
        "no docker daemon, docker binary present": .nothing,
        "neither": .nothing,
        // What was looked at in ZenML's store.
        "the database (base64 columns decoded) and config.yaml": .nothing,
        "after disconnect r1 and delete aws-multi": .nothing,
        "raw terminal bytes, ESC written as \\e, CR LF written as LF; all but the first three spinner frames of each command left out":
            .nothing,
    ]
}
