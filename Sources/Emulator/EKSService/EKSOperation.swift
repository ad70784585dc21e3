/// An operation of EKS's API: how a request is known as it. Each asks IAM the action of its name.
package struct EKSOperation: Sendable, Equatable {
    package let name: String
    package let method: String
    /// The parts of the path; one between braces is a value.
    let path: [Substring]

    init(_ name: String, _ method: String, _ path: StaticString) {
        self.name = name
        self.method = method
        self.path = "\(path)".split(separator: "/")
    }

    /// Service and name as IAM spells them: `eks:DescribeCluster`.
    package var action: String { "eks:" + name }

    /// The event source of CloudTrail's records.
    package static let eventSource = "eks.amazonaws.com"
}
