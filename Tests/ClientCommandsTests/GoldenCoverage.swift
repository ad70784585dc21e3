/// Which recorded commands are replayed, and why others are not.
enum GoldenCoverage {
    static let transcripts = [
        "01", "02", "03", "04", "05", "06", "07", "08", "11", "12", "15", "16", "17", "18", "19", "26", "27", "29",
        "31", "32", "33", "34", "35", "36", "37", "39", "58",
    ]

    /// Why a command is not replayed; nil for one that is.
    static func omission(_ step: GoldenTranscript.Step, in transcript: String) -> String? {
        let command = step.command
        let isRegistration = command.hasPrefix("service-connector register ")
        if !built.contains(where: command.hasPrefix) {
            return "the command is not built"
        }
        if step.notes.contains("neither") || step.notes.contains(where: { $0.hasSuffix("no docker binary on PATH") }) {
            return "no docker binary is needed"
        }
        if command.hasPrefix("integration install") { return "nothing is installed, so nothing is asked" }
        if isRegistration, command.contains("--auto-configure"),
            ["region_name", "profile_name", "role_arn"].contains(where: { command.contains("--\($0)=") })
        {
            return "an option that ZenML ignores in silence is refused"
        }
        if let reason = exact[transcript]?[command] { return reason }
        if isRegistration, command.contains("--type aws "), !command.contains("--resource-type docker-registry"),
            !refusedEarlier.contains(where: command.hasSuffix)
        {
            return "only the resource type docker-registry is built"
        }
        if command.hasPrefix("service-connector list-resources"),
            ["s3-bucket", "aws-generic", "-r kubernetes-cluster"].contains(where: {
                (command + step.output).contains($0)
            })
        {
            return multiType
        }
        return nil
    }

    /// What stands in for a command that is not replayed, so that later ones find what it made.
    static func replacement(of command: String, in transcript: String) -> String? {
        switch (transcript, command) {
        case ("16", let command) where command.contains("register aws-multi"),
            ("19", let command) where command.contains("register aws-multi"),
            ("29", let command) where command.contains("register aws-multi"):
            "service-connector register aws-multi --type aws --resource-type docker-registry --auto-configure"
        case ("37", let command) where command.contains("register e1 --type aws --auth-method"):
            command + " --resource-type docker-registry --no-verify"
        default: nil
        }
    }

    /// What ZenML prints and we do not, because the documentation's page or plain sense has it otherwise; see
    /// docs/differences.md.
    static func corrected(_ text: String) -> String {
        var text = text
        for (theirs, ours) in corrections { text = text.replacing(theirs, with: ours) }
        text = text.replacing(
            #/Failed to connect to Docker daemon: .*\nSkipping Docker connector verification.\n/#,
            with: ""
        )
        return text.replacing(#/\(rich traceback box omitted\)\n[A-Za-z]+(Error|NotFound): /#, with: "Error: ")
    }

    private static let corrections = [
        ("be accessed by 'aws' service connectors", "be accessed by service connectors"),
        ("The  '", "The '"),
        ("The  resource", "The resource"),
        ("set to:'", "set to: '"),
        ("not found.Please", "not found. Please"),
        ("To enabled them", "To enable them"),
        ("auto-configure the connector. \n", "auto-configure the connector.\n"),
        ("Login Succeeded\n", ""),
    ]

    private static let built = [
        "service-connector register", "service-connector list-resources", "service-connector login",
        "service-connector nosuch", "container-registry register", "container-registry connect", "stack register",
        "stack update", "stack export-requirements", "stack add-component", "integration install",
    ]

    /// Refused in ZenML's words before the resource type counts.
    private static let refusedEarlier = [
        "--type aws", "--auth-method secret-key", "--auth-method nosuch --auto-configure", "--label bad",
        "register '' --type aws --auto-configure", "--resource-type nosuch --auto-configure",
        "--auth-method nosuch --aws_access_key_id=AKIAIOSFODNN7EXAMPLE "
            + "--aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ]

    private static let stackTrace = "ZenML dies with a stack trace where we say what is wrong"
    private static let multiType = "the connector of the recording gives access to several resource types"

    /// By transcript and command.
    private static let exact: [String: [String: String]] = [
        "15": [
            "service-connector register i5 --type aws --resource-type docker-registry "
                + "--resource-id 111111111111.dkr.ecr.us-east-1.amazonaws.com --auto-configure": stackTrace
        ],
        "16": [
            "service-connector login aws-multi": multiType,
            "service-connector login aws-s3": multiType,
            "service-connector login aws-s3 -ri zenml-demos": multiType,
        ],
        "26": [
            "container-registry register a2 -f aws": stackTrace,
            "container-registry register a4 -f aws --uri=https://715803424590.dkr.ecr.us-east-1.amazonaws.com":
                stackTrace,
            "container-registry register a6 -f aws --uri=715803424590.dkr.ecr.us-east-1.amazonaws.com/zenml":
                stackTrace,
            "container-registry register a12 -f aws --uri=715803424590.dkr.ecr.us-east-1.amazonaws.com --nosuch=1":
                stackTrace,
        ],
        "27": [
            "container-registry register a2 -f aws --uri=715803424590.dkr.ecr.us-east-1.amazonaws.com --connector aws-s3":
                multiType,
            "container-registry register a3 -f aws --uri=111111111111.dkr.ecr.us-east-1.amazonaws.com "
                + "--connector aws-us-east-1": "a command that fails leaves nothing registered",
            "container-registry register a4 -f default --uri=localhost:5000 --connector aws-us-east-1":
                "a command that fails leaves nothing registered",
        ],
        "29": [
            "container-registry connect r1 --connector aws-s3": multiType,
            "container-registry connect r1 --connector aws-us-east-1 "
                + "--resource-id 111111111111.dkr.ecr.us-east-1.amazonaws.com":
                "an option that ZenML ignores in silence is refused",
            "container-registry connect r-local --connector aws-us-east-1":
                "connecting is built for the flavor aws alone",
            "container-registry connect r-def --connector aws-us-east-1":
                "connecting is built for the flavor aws alone",
        ],
        "33": ["container-registry connect r1 -i": "interactive commands are not built"],
    ]
}
