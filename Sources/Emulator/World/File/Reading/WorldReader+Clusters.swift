import AWSCore
import Foundation
import Text

/// The clusters of a region.
extension WorldReader {
    func clusters(
        _ field: YAMLField?,
        of account: AccountID,
        in region: Region
    ) throws(WorldFileError) -> [String: Cluster] {
        var clusters: [String: Cluster] = [:]
        for member in try field?.members() ?? [] {
            try begin(member)
            guard Cluster.isName(member.key) else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not a cluster name; write 1 to 100 letters, digits, dashes and underscores, a letter "
                        + "or digit first"
                )
            }
            clusters[member.key] = try cluster(member, account, region)
        }
        return clusters
    }

    private func cluster(
        _ member: YAMLField.Member,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> Cluster {
        let field = member.value.named("cluster '\(member.key)'")
        let record = try field.record(ClusterKey.self)
        var cluster = Cluster(
            name: member.key,
            account: account,
            region: region,
            createdAt: try record[.createdAt]?.moment() ?? Self.usualCreation,
            seed: seed
        )
        if let status = record[.status] {
            let text = try status.choice(of: Cluster.Status.allCases.map(\.rawValue))
            cluster.status = Cluster.Status(rawValue: text) ?? .active
        }
        // Until there is an API server nobody can know where it is.
        if cluster.status == .creating {
            cluster.endpoint = nil
            cluster.certificateAuthority = nil
        }
        if let version = record[.version] { cluster.version = try self.version(version) }
        if let version = record[.platformVersion] { cluster.platformVersion = try version.text() }
        if let endpoint = record[.endpoint] { cluster.endpoint = try url(endpoint) }
        if let authority = record[.certificateAuthority] {
            let text = try authority.text()
            guard Base64.decode(text)?.isEmpty == false else {
                throw authority.error(
                    "\(authority.what) is not base64; write the PEM of certificates in base64, in one line"
                )
            }
            cluster.certificateAuthority = text
        }
        if let role = record[.role] { cluster.roleARN = try self.role(role) }
        if let vpc = record[.vpc] { cluster.vpc = try identifier(vpc, "vpc-") }
        if let subnets = record[.subnets] { cluster.subnets = try identifiers(subnets, "subnet-") }
        if let groups = record[.securityGroups] { cluster.securityGroups = try identifiers(groups, "sg-") }
        if let access = record[.publicAccess] { cluster.isPublic = try access.flag() }
        if let access = record[.privateAccess] { cluster.isPrivate = try access.flag() }
        if let issuer = record[.oidcIssuer] { cluster.oidcIssuer = try url(issuer) }
        if let mode = record[.authenticationMode] {
            cluster.authenticationMode = try mode.choice(of: ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"])
        }
        if let tags = record[.tags] {
            cluster.tags = try tags.dictionary()
            try tags.refuse(IdentityRules.repositoryTags(cluster.tags, of: field.what))
        }
        return cluster
    }

    private func version(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isVersion = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
        guard isVersion else { throw field.error("'\(text)' is not a version of Kubernetes; write one such as 1.33") }
        return text
    }

    private func url(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        let isURL =
            ["https://", "http://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isURL else { throw field.error("'\(text)' is not a URL; write one such as https://localhost:6443") }
        return text
    }

    private func role(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("role/") else {
            throw field.error(
                "'\(text)' is not the ARN of a role; write one such as arn:aws:iam::123456789012:role/eks"
            )
        }
        return text
    }

    private func identifiers(_ field: YAMLField, _ prefix: String) throws(WorldFileError) -> [String] {
        var identifiers: [String] = []
        for entry in try field.list() { identifiers.append(try identifier(entry, prefix)) }
        return identifiers
    }

    private func identifier(_ field: YAMLField, _ prefix: String) throws(WorldFileError) -> String {
        let text = try field.text()
        guard Self.isResourceID(text, prefix) else {
            throw field.error("'\(text)' is not an ID; write \(prefix) and 4 to 17 small letters and digits")
        }
        return text
    }
}
