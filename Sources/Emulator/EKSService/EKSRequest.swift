package import AWSProtocols
import Foundation
import Text

/// A request to EKS as it reads: which operation, and with which parameters.
package struct EKSRequest: Sendable {
    package let operation: EKSOperation
    /// The values in the path, by the names that the operation has for them.
    package let values: [String: String]
    package let parameters: QueryParameters

    /// Nil where no operation of EKS's has this method and path, or the path or the query is malformed.
    ///
    /// - Parameters:
    ///   - path: as sent.
    ///   - query: as sent.
    package init?(method: String, path: some StringProtocol, query: some StringProtocol) {
        guard let parameters = QueryParameters(form: query.utf8) else { return nil }
        var parts: [String] = []
        for part in path.split(separator: "/") {
            guard let decoded = PercentEncoding.text(of: part.utf8), !decoded.isEmpty else { return nil }
            parts.append(decoded)
        }
        for operation in EKSOperation.all where operation.method == method && operation.path.count == parts.count {
            guard let values = Self.values(of: parts, in: operation.path) else { continue }
            self.operation = operation
            self.values = values
            self.parameters = parameters
            return
        }
        return nil
    }

    /// The name of the cluster that the path names; nil where it names none.
    package var cluster: String? { values["name"] }

    /// The input as the journal shows it.
    package var requestParameters: [String: JSONValue] {
        var members = values.mapValues { JSONValue.string($0) }
        for name in ["maxResults", "nextToken", "include"] {
            if let value = parameters[name] { members[name] = .string(value) }
        }
        return members
    }

    private static func values(of parts: [String], in path: [Substring]) -> [String: String]? {
        var values: [String: String] = [:]
        for (part, pattern) in zip(parts, path) {
            if pattern.hasPrefix("{") {
                values[String(pattern.dropFirst().dropLast())] = part
            } else if part != pattern {
                return nil
            }
        }
        return values
    }
}
