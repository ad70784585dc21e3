import AWSCore

extension PolicyDocumentReader {
    /// Checks the form of a resource as IAM does: `*`, or an ARN whose partition exists or is `*` and whose service is
    /// written in full. Parts at the end may be missing.
    mutating func checkForm(resource: String, _ line: Int) {
        guard resource != "*" else { return }
        let parts = PolicyTemplate.split(resource, count: 6)
        guard parts.count > 1 else {
            refuse(
                .resourceForm,
                line,
                "the resource '\(resource)' is not an ARN; write arn:aws:ecr:REGION:ACCOUNT:repository/NAME or *",
                "Resource \(resource) must be in ARN format or \"*\"."
            )
            return
        }
        guard parts[1] == "*" || Partition(name: parts[1]) != nil else {
            let rest = (2..<6).map { $0 < parts.count && (!parts[$0].isEmpty || parts.count > 3) ? parts[$0] : "*" }
            refuse(
                .resourceForm,
                line,
                "the partition '\(parts[1])' of the resource '\(resource)' does not exist; write aws",
                "Partition \"\(parts[1])\" is not valid for resource \"arn:\(parts[1]):\(rest.joined(separator: ":"))\"."
            )
            return
        }
        guard parts[0] == "arn" else {
            refuse(
                .resourceForm,
                line,
                "the resource '\(resource)' is not an ARN; begin it with arn:",
                "Resource \(resource) must be in ARN format or \"*\"."
            )
            return
        }
        guard parts.count > 2, !parts[2].contains(where: { $0 == "*" || $0 == "?" }) else {
            refuse(
                .resourceForm,
                line,
                "the resource '\(resource)' does not name its service in full; write it as arn:aws:ecr:…",
                "Resource vendor must be fully qualified and cannot contain regexes."
            )
            return
        }
        if parts[2].isEmpty || (parts.count < 6 && resource.contains("::")) {
            refuse(.legacy, line, "the resource '\(resource)' has not six parts; write all of them", Self.legacyMessage)
            return
        }
        if parts[2] == "iam" { checkForm(iam: parts, resource, line) }
        if parts[2] == "s3", parts.count == 6 { checkForm(s3: parts, resource, line) }
    }

    /// Buckets stand in no region, unlike access points, which are an account's (inferred).
    private mutating func checkForm(s3 parts: [Substring], _ resource: String, _ line: Int) {
        guard !parts[3].isEmpty, parts[4].isEmpty, !parts[3].contains(where: { "*?$".contains($0) }) else { return }
        refuse(
            .resourceForm,
            line,
            "the resource '\(resource)' has a region, but buckets have none; leave it empty",
            "Resource \(resource) can not contain region information."
        )
    }

    private mutating func checkForm(iam parts: [Substring], _ resource: String, _ line: Int) {
        guard parts.count > 3, parts[3].isEmpty else {
            refuse(
                .resourceForm,
                line,
                "the resource '\(resource)' has a region, but IAM has none; leave it empty",
                "IAM resource \(resource) cannot contain region information."
            )
            return
        }
        let path = parts.count == 6 ? parts[5] : "*"
        // AWS's own root-task policies name the root user, which the sentence below leaves out.
        guard path != "*", path != "root", !Self.iamPaths.contains(where: { path.hasPrefix($0) }) else { return }
        refuse(
            .resourceForm,
            line,
            "the resource '\(resource)' names nothing that IAM has; write role/NAME, user/NAME or *",
            "IAM resource path must either be \"*\" or start with \(Self.iamPaths.joined(separator: ", "))."
        )
    }

    private static var iamPaths: [String] {
        [
            "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/",
            "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
        ]
    }
}
