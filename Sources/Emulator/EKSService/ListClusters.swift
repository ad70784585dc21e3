import AWSCore
package import AWSProtocols
import Cryptography
import World

/// The names of the caller's clusters in a region, page by page (EKS's API reference, ListClusters).
package enum ListClusters {
    package static let name = "ListClusters"

    private static let sizes = 1...100
    private static let question = "clusters"

    package static func answer(_ request: EKSRequest, _ call: EKSCall) throws(EKSError) -> JSONValue {
        let size = try size(request.parameters["maxResults"])
        let last = try last(request.parameters["nextToken"], call)
        let rest = call.world.clusters(call.account, call.region).map(\.name).drop { $0 <= last ?? "" }
        let page = rest.prefix(size)
        var answer: [String: JSONValue] = ["clusters": .array(page.map { .string($0) }), "nextToken": .null]
        if rest.count > page.count, let last = page.last {
            answer["nextToken"] = .string(CheckedText.encode((place(call) + [last]).joined(separator: "|")))
        }
        return .object(answer)
    }

    private static func place(_ call: EKSCall) -> [String] { [question, call.account.value, call.region.name] }

    private static func size(_ text: String?) throws(EKSError) -> Int {
        guard let text else { return sizes.upperBound }
        guard let number = Int(text), sizes.contains(number) else {
            // The text is inferred.
            throw .invalidParameter("maxResults must be between \(sizes.lowerBound) and \(sizes.upperBound)")
        }
        return number
    }

    /// The last name of the page before.
    private static func last(_ token: String?, _ call: EKSCall) throws(EKSError) -> String? {
        guard let token else { return nil }
        let parts = CheckedText.decode(token)?.split(separator: "|").map(String.init) ?? []
        guard parts.count == 4, Array(parts.prefix(3)) == place(call) else {
            throw .invalidParameter("Invalid nextToken")
        }
        return parts[3]
    }
}
