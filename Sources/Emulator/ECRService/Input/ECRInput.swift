import AWSCore
package import AWSProtocols

/// Reads the input of an operation of the ECR API.
package typealias ECRInput = InputReader<ECRError>

extension ECRError: InputFailure {
    package static func malformed(_ message: String) -> ECRError { .serialization(message) }

    /// InvalidParameterException for the first violation, in ECR's own words, or ValidationException for all of them
    /// (docs/aws/ecr.md, "Operations", says which one answers with which).
    package static func invalid(_ violations: [InputViolation], reporting: InputReporting) -> ECRError {
        guard case .first = reporting, let first = violations.first else {
            return ECRError("ValidationException", InputViolation.sentence(for: violations))
        }
        let rule = first.constraint == .notNull ? "must not be null" : first.ownWords ?? first.constraint.requirement
        return .invalidParameter(first.memberWithoutNumbers, rule)
    }
}

extension ECRInput {
    /// Whether ECR Public was called, which constrains some members otherwise.
    var isPublic: Bool { service == ECRPublic.signingName }

    /// `registryId`, where it is given.
    mutating func registryID() throws(ECRError) -> AccountID? {
        try text("registryId", .registryID, .askedWith).flatMap { AccountID($0) }
    }

    /// `repositoryName`, which every call on one repository requires.
    mutating func repositoryName() throws(ECRError) -> String {
        try requiredText("repositoryName", isPublic ? .publicRepositoryName : .repositoryName, .askedWith)
    }

    /// `repositoryNames`, from 1; nil where the member is absent.
    mutating func repositoryNames(atMost most: Int, isRequired: Bool = false) throws(ECRError) -> [String]? {
        let rules =
            InputRules<[String]>.length(1...most) + .elements(isPublic ? .publicRepositoryName : .repositoryName)
        guard isRequired else { return try texts("repositoryNames", rules, .askedWith) }
        return try requiredTexts("repositoryNames", rules, .askedWith)
    }
}
