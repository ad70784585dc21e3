/// What AWS says of the policy behind an explicit deny, which changes over the years.
package enum DenialForm: String, Sendable, CaseIterable {
    /// Its kind alone: `… with an explicit deny in a permissions boundary`.
    case of2025 = "2025"
    /// Its ARN as well, where it has one and stands in the caller's account or organization:
    /// `… with an explicit deny in a permissions boundary: arn:aws:iam::123456789012:policy/limits`.
    case of2026 = "2026"

    /// The form that AWS uses today.
    package static let current = DenialForm.of2026
}
