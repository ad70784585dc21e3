import IAM

/// What an account asks of its users' passwords, in the terms of UpdateAccountPasswordPolicy (docs/aws/iam-api.md,
/// "Passwords").
package struct PasswordPolicy: Sendable, Equatable, Codable {
    package static let lengths = 6...128
    /// Days.
    package static let ages = 1...1_095
    package static let mostRemembered = 24

    package var minimumLength: Int
    package var requiresSymbols: Bool
    package var requiresNumbers: Bool
    package var requiresUppercase: Bool
    package var requiresLowercase: Bool
    /// Whether every user of the account may change the own password, whatever the policies say.
    package var allowsChange: Bool
    /// In days; nil where passwords do not expire.
    package var maximumAge: Int?
    /// How many of the last passwords may not be chosen again, the present one counted; nil where all may.
    package var reusePrevention: Int?
    /// Whether an expired password is renewed by administrators alone; nil where it was not said.
    package var hardExpiry: Bool?

    package init(
        minimumLength: Int = 6,
        requiresSymbols: Bool = false,
        requiresNumbers: Bool = false,
        requiresUppercase: Bool = false,
        requiresLowercase: Bool = false,
        allowsChange: Bool = false,
        maximumAge: Int? = nil,
        reusePrevention: Int? = nil,
        hardExpiry: Bool? = nil
    ) {
        self.minimumLength = minimumLength
        self.requiresSymbols = requiresSymbols
        self.requiresNumbers = requiresNumbers
        self.requiresUppercase = requiresUppercase
        self.requiresLowercase = requiresLowercase
        self.allowsChange = allowsChange
        self.maximumAge = maximumAge
        self.reusePrevention = reusePrevention
        self.hardExpiry = hardExpiry
    }

    // MARK: What is wrong with a password

    /// The kinds of characters that may be asked for.
    private enum Characters: String, CaseIterable {
        case uppercase = "uppercase letter"
        case lowercase = "lowercase letter"
        case number
        case symbol

        func contain(_ character: Character) -> Bool {
            switch self {
            case .uppercase: ("A"..."Z").contains(character)
            case .lowercase: ("a"..."z").contains(character)
            case .number: ("0"..."9").contains(character)
            case .symbol: "!@#$%^&*()_+-=[]{}|'".contains(character)
            }
        }

        func areMissing(in password: String) -> Bool { !password.contains(where: contain) }

        var requirement: String { "Password should have at least one \(rawValue)" }
    }

    private func requires(_ characters: Characters) -> Bool {
        switch characters {
        case .uppercase: requiresUppercase
        case .lowercase: requiresLowercase
        case .number: requiresNumbers
        case .symbol: requiresSymbols
        }
    }

    /// Why a policy does not take a password, in IAM's words; nil where it does.
    package func flaw(of password: String) -> String? {
        let missing = Characters.allCases.filter { requires($0) && $0.areMissing(in: password) }
        let flaws = Self.length(password, minimumLength) + missing.map(\.requirement)
        return flaws.isEmpty ? nil : flaws.joined(separator: ", ")
    }

    /// The same in an account without a policy of its own: eight characters, of three kinds at least.
    package static func usualFlaw(of password: String) -> String? {
        if let flaw = length(password, 8).first { return flaw }
        let missing = Characters.allCases.filter { $0.areMissing(in: password) }
        guard missing.count > 1 else { return nil }
        return "Password should meet \(missing.count - 1) more of the following requirements: "
            + missing.map(\.requirement).joined(separator: ", ")
    }

    private static func length(_ password: String, _ least: Int) -> [String] {
        password.utf16.count < least ? ["Password should have a minimum length of \(least)"] : []
    }

    // MARK: What it allows

    /// What users may do where ``allowsChange`` is set. ChangePassword is about nobody but the caller.
    static let change = try? PolicyDocument(
        json: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","#
            + #""Action":["iam:ChangePassword","iam:GetAccountPasswordPolicy"],"Resource":"*"}}"#,
        kind: .identity
    )
}
