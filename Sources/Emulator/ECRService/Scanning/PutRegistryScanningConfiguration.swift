import AWSCore
package import AWSProtocols
import Foundation
import Storage
package import World

/// Says how the images of the caller's registry are scanned, in place of all that was said before (docs/aws/ecr.md,
/// "Operations on scans"; docs/aws/ecr-features.md, "Scanning"). What is not given is as for a registry that nobody has
/// touched.
package struct PutRegistryScanningConfiguration: ECROperation {
    package static let name = "PutRegistryScanningConfiguration"
    package static let reporting = InputReporting.all

    private let kind: ScanningConfiguration.Kind
    private let rules: [ScanningConfiguration.Rule]

    package init(_ input: inout ECRInput) throws(ECRError) {
        kind = try input.word("scanType", of: ScanningConfiguration.Kind.self) ?? .basic
        rules =
            try input.structures("rules", length: 0...ScanningConfiguration.mostRules) { (rule) throws(ECRError) in
                let frequency = try rule.requiredWord(
                    "scanFrequency",
                    of: ScanningConfiguration.Frequency.self,
                    placeholder: .manual
                )
                let filters = try rule.structures(
                    "repositoryFilters",
                    length: 0...ScanningConfiguration.mostFilters,
                    isRequired: true
                ) { (filter) throws(ECRError) in
                    let text = try filter.requiredText("filter", .scanFilter)
                    _ = try filter.requiredText("filterType", .values(["WILDCARD"]))
                    return RepositoryFilter(text)
                }
                return ScanningConfiguration.Rule(frequency, filters: (filters ?? []).compactMap(\.self))
            } ?? []
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try check()
        let configuration = ScanningConfiguration(kind, rules: rules)
        let previous = call.registrySettings.scanning
        try await call.updateRegistry { $0.scanning = configuration }
        tellChanges(from: previous, to: configuration, call)
        return .object(["registryScanningConfiguration": ScanningShape.json(configuration)])
    }

    /// Tells which repositories enhanced scanning scans at other times than before.
    private func tellChanges(
        from previous: ScanningConfiguration,
        to configuration: ScanningConfiguration,
        _ call: ECRCall
    ) {
        guard configuration.kind == .enhanced else { return }
        let account = call.caller.accountID
        let changes = call.world.repositories(account, call.region).compactMap { repository in
            let (old, new) = (previous.coverage(of: repository), configuration.coverage(of: repository))
            return old.frequency == new.frequency
                ? nil
                : Notice.FrequencyChange(
                    of: repository.name,
                    to: new.frequency.rawValue,
                    from: old.frequency.rawValue
                )
        }
        guard !changes.isEmpty else { return }
        call.store.notices.add(Notice(.scanFrequency(changes), of: account, call.region, at: call.now), at: call.now)
    }

    /// No text of AWS's was found; these are made of the API's description of the frequencies.
    private func check() throws(ECRError) {
        guard rules.allSatisfy({ kind.frequencies.contains($0.frequency) }) else {
            let words = kind.frequencies.map(\.rawValue).joined(separator: ", ")
            throw .invalidParameter(
                "rules.scanFrequency",
                "Member must satisfy enum value set: [\(words)] when scanType is \(kind.rawValue)"
            )
        }
        guard Set(rules.map(\.frequency)).count == rules.count else {
            throw .invalidParameter("rules.scanFrequency", "must be unique among the rules")
        }
    }
}
