import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import Foundation
import Text
import World

/// Makes the credential report, at once; one that is younger than four hours is not made again.
package struct GenerateCredentialReport: IAMOperation {
    package static let name = "GenerateCredentialReport"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let isNew = try call.edit { (edit) throws(IAMError) -> Bool in
            var settings = edit.account.identitySettings
            let made = settings.credentialReport?.generatedAt
            guard made.map({ edit.now.timeIntervalSince($0) >= CredentialReport.lifetime }) ?? true else {
                return false
            }
            settings.credentialReport = IdentitySettings.CredentialReport(
                content: CredentialReport(account: edit.account, world: call.world, time: call.time).text,
                generatedAt: edit.now
            )
            edit.put(settings)
            return true
        }
        guard isNew else { return IAMResult([.text("State", "COMPLETE")]) }
        return IAMResult([
            .text("State", "STARTED"),
            .text("Description", "No report exists. Starting a new report generation task"),
        ])
    }
}

/// The credential report that was made last.
package struct GetCredentialReport: IAMOperation {
    package static let name = "GetCredentialReport"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let report = try call.account().identitySettings.credentialReport else {
            throw IAMError(
                "ReportNotPresent",
                "No report exists. Use GenerateCredentialReport to create the report.",
                status: 410
            )
        }
        guard call.time.now.timeIntervalSince(report.generatedAt) < CredentialReport.lifetime else {
            throw IAMError(
                "ReportExpired",
                "The report has expired. Use GenerateCredentialReport to create a new report.",
                status: 410
            )
        }
        return IAMResult([
            .text("Content", Base64.encode(Array(report.content.utf8))), .text("ReportFormat", "text/csv"),
            .date("GeneratedTime", report.generatedAt),
        ])
    }
}

/// The lines of a credential report (IAM user guide, "Getting credential reports").
struct CredentialReport {
    /// For how long a report is good, in seconds.
    static let lifetime: TimeInterval = 4 * 3_600

    private static let columns = [
        "user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed",
        "password_next_rotation", "mfa_active", "access_key_1_active", "access_key_1_last_rotated",
        "access_key_1_last_used_date", "access_key_1_last_used_region", "access_key_1_last_used_service",
        "access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date",
        "access_key_2_last_used_region", "access_key_2_last_used_service", "cert_1_active", "cert_1_last_rotated",
        "cert_2_active", "cert_2_last_rotated",
    ]

    let account: Account
    let world: WorldStore
    let time: WorldTime

    /// Root first, then the users by name.
    var text: String {
        let root = line(
            "<root_account>",
            account.rootARN,
            World.usualCreation,
            ["not_supported", "no_information", "not_supported", "not_supported"],
            account.rootMultiFactorDevices,
            account.rootAccessKeys,
            account.identitySettings.rootSigningCertificates ?? []
        )
        let users = account.users.values.sorted { $0.name < $1.name }.map { user in
            line(
                user.name,
                user.arn,
                user.createdAt,
                password(of: user),
                user.multiFactorDevices,
                user.accessKeys,
                user.credentials.signingCertificates
            )
        }
        return ([Self.columns] + [root] + users).map { $0.joined(separator: ",") }.joined(separator: "\n")
    }

    /// Whether there is one, when it was used, since when it is the present one, and when it expires. Nobody signs in at a
    /// console here.
    private func password(of user: User) -> [String] {
        guard let profile = user.loginProfile else { return ["false", "N/A", "N/A", "N/A"] }
        let age = account.identitySettings.passwordPolicy?.maximumAge.map { TimeInterval($0) * 86_400 }
        return [
            "true", "no_information", date(profile.changedAt),
            age.map { date(profile.changedAt.addingTimeInterval($0)) } ?? "N/A",
        ]
    }

    private func line(
        _ name: String,
        _ arn: ARN,
        _ created: Date,
        _ password: [String],
        _ devices: [MultiFactorDevice],
        _ keys: [AccessKey],
        _ certificates: [SigningCertificate]
    ) -> [String] {
        let pair = [keys.first, keys.dropFirst().first]
        return [name, arn.description, date(created)] + password + [devices.isEmpty ? "false" : "true"]
            + pair.flatMap(columns)
            + [certificates.first, certificates.dropFirst().first].flatMap { certificate in
                certificate.map { [$0.isActive ? "true" : "false", date($0.uploadedAt)] } ?? ["false", "N/A"]
            }
    }

    private func columns(of key: AccessKey?) -> [String] {
        guard let key else { return ["false", "N/A", "N/A", "N/A", "N/A"] }
        let use = world.lastUse(of: key.id)
        return [
            key.isActive ? "true" : "false", date(key.createdAt), use.map { date($0.date) } ?? "N/A",
            use?.region.name ?? "N/A", use?.service ?? "N/A",
        ]
    }

    /// As clients see it: `2024-05-14T09:30:00+00:00`.
    private func date(_ moment: Date) -> String { AWSDate.extended(time.forClients(moment)).dropLast() + "+00:00" }
}
