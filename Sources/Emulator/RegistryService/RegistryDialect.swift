/// Which registry's answers are given where ECR's and the specification's differ.
package enum RegistryDialect: String, Sendable, Codable, CaseIterable {
    /// What ECR really answers, its deviations included (docs/aws/registry.md).
    case ecr
    /// The OCI distribution specification to the letter, for strict clients and its conformance suite.
    case oci
}
