import AWSCore
package import AWSProtocols
import World

/// Reads the input of an operation of AWS Organizations.
package typealias OrganizationsInput = InputReader<OrganizationsError>

extension OrganizationsError: InputFailure {
    package static func malformed(_ message: String) -> OrganizationsError {
        OrganizationsError("SerializationException", message)
    }

    /// The first constraint that is broken, with the reason that the model has for it (docs/aws/organizations-api.md,
    /// "Errors").
    package static func invalid(_ violations: [InputViolation], reporting: InputReporting) -> OrganizationsError {
        guard let first = violations.first else { return .server("No constraint is broken.") }
        let (reason, message) = reason(first.constraint)
        return .invalid(reason, message)
    }

    private static func reason(_ constraint: InputConstraint) -> (String, String) {
        switch constraint {
        case .notNull: ("INPUT_REQUIRED", "You must include a value for all required parameters.")
        case .leastLength: ("MIN_LENGTH_EXCEEDED", "You provided a string parameter that is shorter than allowed.")
        case .mostLength: ("MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed.")
        case .leastValue:
            ("MIN_VALUE_EXCEEDED", "You provided a numeric parameter that has a smaller value than allowed.")
        case .mostValue:
            ("MAX_VALUE_EXCEEDED", "You provided a numeric parameter that has a larger value than allowed.")
        case .values: ("INVALID_ENUM", "You specified an invalid value.")
        case .pattern, .elements, .other:
            ("INVALID_PATTERN", "You provided a value that doesn't match the required pattern.")
        }
    }
}

/// The constraints of the model.
extension Array where Element == InputRule<String> {
    static let rootID: Self = .length(0...34) + pattern("^r-[0-9a-z]{4,32}$", isRootID)
    static let unitID: Self = .length(0...68) + pattern("^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$", isUnitID)
    static let accountID: Self = .length(0...12) + pattern(#"^\d{12}$"#) { AccountID($0) != nil }
    static let parentID: Self =
        .length(0...100)
        + pattern("^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$") { isRootID($0) || isUnitID($0) }
    static let childID: Self =
        .length(0...100)
        + pattern(#"^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$"#) { AccountID($0) != nil || isUnitID($0) }
    static let targetID: Self =
        .length(0...100)
        + pattern(#"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$"#, isTargetID)
    static let policyID: Self = .length(0...130) + pattern("^p-[0-9a-zA-Z_]{8,128}$", OrganizationPolicy.isID)
    static let taggedID: Self =
        .length(0...130)
        + pattern(
            #"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|"#
                + #"(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$"#
        ) { isTargetID($0) || OrganizationPolicy.isID($0) || $0.hasPrefix("rp-") || $0.hasPrefix("rt-") }
    static let email: Self = .length(6...64) + pattern(#"[^\s@]+@[^\s@]+\.[^\s@]+"#, OrganizationRules.isEmail)
    static let accountName: Self =
        .length(1...50)
        + pattern(#"[\u0020-\u007E]+"#) { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    static let roleName: Self =
        .length(0...64)
        + pattern(#"[\w+=,.@-]{1,64}"#) { !$0.isEmpty && $0.utf8.allSatisfy(isOfPrincipal) }
    static let servicePrincipal: Self =
        .length(1...128) + pattern(#"[\w+=,.@-]*"#) { $0.utf8.allSatisfy(isOfPrincipal) }
    static let createAccountRequestID: Self =
        .length(0...36) + pattern("^car-[a-z0-9]{8,32}$") { isRun($0, "car-", [8...32]) }
    static let handshakeID: Self =
        .length(0...34) + pattern("^h-[0-9a-z]{8,32}$") { isRun($0, "h-", [8...32]) }
    static let partyID: Self = anything + .length(1...64)
    static let notes: Self = anything + .length(0...1_024)
    static let resourcePolicyContent: Self = anything + .length(1...40_000)
    static let name: Self = anything + .length(1...128)
    static let summary: Self = anything + .length(0...512)
    static let content: Self = anything + .length(1...)
    static let token: Self = anything + .length(0...100_000)

    /// A pattern that everything fits.
    private static let anything: Self = pattern(#"[\s\S]*"#) { _ in true }

    @Sendable
    private static func isRootID(_ text: String) -> Bool { isRun(text, "r-", [4...32]) }

    @Sendable
    private static func isUnitID(_ text: String) -> Bool { isRun(text, "ou-", [4...32, 8...32]) }

    @Sendable
    private static func isTargetID(_ text: String) -> Bool {
        isRootID(text) || isUnitID(text) || AccountID(text) != nil
    }

    @Sendable
    private static func isOfPrincipal(_ byte: UInt8) -> Bool { byte.isWordCharacter || "+=,.@-".utf8.contains(byte) }

    /// A prefix and runs of small letters and digits with hyphens between them.
    private static func isRun(_ text: String, _ prefix: String, _ lengths: [ClosedRange<Int>]) -> Bool {
        let runs = text.dropFirst(prefix.count).utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        return text.hasPrefix(prefix) && runs.count == lengths.count
            && zip(runs, lengths).allSatisfy { run, length in
                length.contains(run.count) && run.allSatisfy { $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) }
            }
    }
}

/// The types of policies that AWS has. Two of them are evaluated here.
enum PolicyType: String, CaseIterable, Sendable {
    case serviceControl = "SERVICE_CONTROL_POLICY"
    case resourceControl = "RESOURCE_CONTROL_POLICY"
    case tag = "TAG_POLICY"
    case backup = "BACKUP_POLICY"
    case aiServicesOptOut = "AISERVICES_OPT_OUT_POLICY"
    case chatbot = "CHATBOT_POLICY"
    case declarativeEC2 = "DECLARATIVE_POLICY_EC2"
    case securityHub = "SECURITYHUB_POLICY"
    case inspector = "INSPECTOR_POLICY"
    case upgradeRollout = "UPGRADE_ROLLOUT_POLICY"
    case bedrock = "BEDROCK_POLICY"
    case s3 = "S3_POLICY"
    case networkSecurityDirector = "NETWORK_SECURITY_DIRECTOR_POLICY"
    case guardDuty = "GUARDDUTY_POLICY"
    case securityHubCSPM = "SECURITYHUB_CSPM_POLICY"

    init(_ kind: ControlPolicyKind) { self = kind == .service ? .serviceControl : .resourceControl }

    /// Nil of a type that has no say in what IAM decides.
    var kind: ControlPolicyKind? {
        switch self {
        case .serviceControl: .service
        case .resourceControl: .resource
        default: nil
        }
    }

    /// - Throws: where the organization has no policies of this type.
    func known() throws(OrganizationsError) -> ControlPolicyKind {
        guard let kind else { throw .typeNotAvailable }
        return kind
    }
}
