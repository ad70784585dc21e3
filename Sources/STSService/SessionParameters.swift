import AWSProtocols

/// The members that the operations which make sessions share. Those that are not evaluated yet are known only to be
/// checked and refused.
struct SessionParameters: Sendable {
    let durationSeconds: Int?
    private let policy: String?
    private let policyARNs: [[String: String]]
    private let tags: [[String: String]]
    private let transitiveTagKeys: [String]
    private let providedContexts: [[String: String]]
    private let externalID: String?
    private let serialNumber: String?
    private let tokenCode: String?
    private let sourceIdentity: String?
    private let minimumSessionTokenSize: Int?
    /// The lists of which anything was sent, well-formed or not.
    private let listsSent: Set<String>

    init(_ parameters: QueryParameters) throws(STSError) {
        durationSeconds = try Self.integer(parameters["DurationSeconds"])
        policy = parameters["Policy"]
        policyARNs = parameters.structures("PolicyArns")
        tags = parameters.structures("Tags")
        transitiveTagKeys = parameters.list("TransitiveTagKeys")
        providedContexts = parameters.structures("ProvidedContexts")
        externalID = parameters["ExternalId"]
        serialNumber = parameters["SerialNumber"]
        tokenCode = parameters["TokenCode"]
        sourceIdentity = parameters["SourceIdentity"]
        minimumSessionTokenSize = try Self.integer(parameters["MinimumSessionTokenSize"])
        let lists = ["PolicyArns", "Tags", "TransitiveTagKeys", "ProvidedContexts"]
        listsSent = Set(
            lists.filter { list in parameters.pairs.contains { $0.name.hasPrefix(list + ".") } }
        )
    }

    /// Adds what is wrong with these members by the constraints of emulator.md C.4.
    func check(into checks: inout ParameterChecks, duration: ClosedRange<Int>, policyLimit: Int = .max) {
        checks.text(policy, "policy", length: 1...policyLimit, matching: .policy)
        checks.count(policyARNs.count, "policyArns", atMost: 10)
        for (index, entry) in policyARNs.enumerated() {
            checks.text(entry["arn"], "policyArns.\(index + 1).member.arn", length: 20...2048, matching: .arn)
        }
        checks.number(durationSeconds, "durationSeconds", duration)
        checks.count(tags.count, "tags", atMost: 50)
        checks.count(transitiveTagKeys.count, "transitiveTagKeys", atMost: 50)
        checks.text(externalID, "externalId", length: 2...1224, matching: .externalID)
        checks.text(serialNumber, "serialNumber", length: 9...256, matching: .serialNumber)
        checks.text(tokenCode, "tokenCode", length: 6...6, matching: .tokenCode)
        checks.text(sourceIdentity, "sourceIdentity", length: 2...64, matching: .name)
        checks.count(providedContexts.count, "providedContexts", atMost: 5)
        checks.number(minimumSessionTokenSize, "minimumSessionTokenSize", 0...4096)
    }

    /// Refuses what would change the outcome and is not evaluated yet.
    func refuseUnevaluated(of operation: String) throws(STSError) {
        if (serialNumber == nil) != (tokenCode == nil) { throw .incompleteMFA }
        let present: [(String, Bool)] = [
            ("Policy", policy != nil),
            ("PolicyArns", listsSent.contains("PolicyArns")),
            ("Tags", listsSent.contains("Tags")),
            ("TransitiveTagKeys", listsSent.contains("TransitiveTagKeys")),
            ("ExternalId", externalID != nil),
            ("SerialNumber", serialNumber != nil),
            ("SourceIdentity", sourceIdentity != nil),
            ("ProvidedContexts", listsSent.contains("ProvidedContexts")),
            ("MinimumSessionTokenSize", minimumSessionTokenSize != nil),
        ]
        if let (member, _) = present.first(where: { $0.1 }) { throw .notEvaluated(member, of: operation) }
    }

    private static func integer(_ text: String?) throws(STSError) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        guard let number = Int32(text) else { throw .notAnInteger }
        return Int(number)
    }
}
