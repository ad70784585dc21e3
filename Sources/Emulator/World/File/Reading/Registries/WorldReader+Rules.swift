import AWSCore
import Foundation

/// The rules of a registry that name repositories by filters: for scanning and for signing.
extension WorldReader {
    static func scanning(_ field: YAMLField) throws(WorldFileError) -> ScanningConfiguration {
        let record = try field.record(ScanningKey.self)
        let kind = try record[.type]?.choice(of: ScanningConfiguration.Kind.self) ?? .basic
        var rules: [ScanningConfiguration.Rule] = []
        for entry in try record[.rules]?.list() ?? [] {
            let record = try entry.record(ScanningRuleKey.self)
            guard let frequencyField = record[.frequency], let repositories = record[.repositories] else {
                throw entry.error("\(entry.what) takes frequency and repositories; write both")
            }
            let word = try frequencyField.choice(of: kind.frequencies.map(\.rawValue))
            guard let frequency = ScanningConfiguration.Frequency(rawValue: word),
                !rules.contains(where: { $0.frequency == frequency })
            else {
                throw frequencyField.error("there are two rules of frequency \(word) in \(field.what); keep one")
            }
            let filters = try Self.filters(
                repositories,
                count: 0...ScanningConfiguration.mostFilters,
                length: ScanningConfiguration.filterLength
            )
            rules.append(ScanningConfiguration.Rule(frequency, filters: filters))
        }
        return ScanningConfiguration(kind, rules: rules)
    }

    static func signing(_ field: YAMLField) throws(WorldFileError) -> SigningConfiguration {
        var rules: [SigningConfiguration.Rule] = []
        for entry in try field.list() {
            let record = try entry.record(SigningRuleKey.self)
            guard let profileField = record[.profile] else {
                throw entry.error("\(entry.what) has no profile; add profile: with the ARN of a signing profile")
            }
            let profile = try profileField.text()
            guard profile.utf8.count <= SigningConfiguration.longestProfile, SigningConfiguration.isProfile(profile)
            else {
                throw profileField.error(
                    "\(profileField.what) is '\(profile)'; write the ARN of a signing profile, such as "
                        + "arn:aws:signer:REGION:ACCOUNT:/signing-profiles/NAME"
                )
            }
            let filters = try record[.repositories].map { field throws(WorldFileError) in
                try Self.filters(
                    field,
                    count: SigningConfiguration.filterCount,
                    length: SigningConfiguration.filterLength
                )
            }
            rules.append(SigningConfiguration.Rule(profile: profile, filters: filters))
        }
        guard rules.count <= SigningConfiguration.mostRules else {
            throw field.error(
                "\(field.what) has \(rules.count) rules, and ECR takes \(SigningConfiguration.mostRules); take some out"
            )
        }
        return SigningConfiguration(rules: rules, since: usualCreation)
    }

    private static func filters(
        _ field: YAMLField,
        count: ClosedRange<Int>,
        length: ClosedRange<Int>
    ) throws(WorldFileError) -> [RepositoryFilter] {
        var filters: [RepositoryFilter] = []
        for entry in try field.list() {
            let text = try entry.text()
            guard length.contains(text.utf8.count), let filter = RepositoryFilter(text) else {
                throw entry.error(
                    "'\(text)' is not a filter of repositories; write lower-case letters, digits and * with single . _ - "
                        + "or / between them"
                )
            }
            filters.append(filter)
        }
        guard count.contains(filters.count) else {
            throw field.error(
                "\(field.what) has \(filters.count) entries; write \(count.lowerBound) to \(count.upperBound)"
            )
        }
        return filters
    }
}
