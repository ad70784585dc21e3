import AWSProtocols
import IAM
import World

extension Array where Element == InputRule<String> {
    static let jobID: Self = .length(36...36)

    static let serviceNamespace: Self = word(#"[\w-]*"#, extra: "-") + .length(1...64)
}

extension IAMCall {
    /// Makes a report, which is there at once.
    func newAccessReport(_ content: AccessReport.Content) throws(IAMError) -> IAMResult {
        do {
            return IAMResult([.text("JobId", try world.addAccessReport(for: caller, content).id)])
        } catch {
            throw .server("\(error)")
        }
    }
}

extension QueryResult.Member {
    /// The name of a service by its prefix.
    static func serviceName(_ prefix: String) -> Self {
        .text("ServiceName", ServiceNamespace.named(prefix)?.name ?? prefix)
    }
}

extension IAMError {
    static func noJob(_ id: String) -> IAMError { absent("The job with id \(id) cannot be found.") }
}
