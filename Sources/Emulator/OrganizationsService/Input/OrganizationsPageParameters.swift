import AWSProtocols
import Cryptography

/// `NextToken` and `MaxResults`, by which a list is read piece by piece.
struct OrganizationsPageParameters: Sendable {
    private let token: String?
    private let most: Int

    init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        token = try input.text("NextToken", .token)
        most = try input.integer("MaxResults", .value(1...20)) ?? 20
    }

    /// The page of a list under its name, with what says how it goes on.
    ///
    /// - Parameters:
    ///   - list: what is listed: a token is good for no other list.
    ///   - items: all of it, in its order.
    func page(_ name: String, of list: String, _ items: [JSONValue]) throws(OrganizationsError) -> JSONValue {
        var start = 0
        if let token {
            guard let content = CheckedText.decode(token), content.hasPrefix(list + "|"),
                let index = Int(content.dropFirst(list.count + 1)), items.indices.contains(index)
            else { throw .invalidToken }
            start = index
        }
        let end = min(start + most, items.count)
        var answer: [String: JSONValue] = [name: .array(Array(items[start..<end]))]
        if end < items.count { answer["NextToken"] = .string(CheckedText.encode("\(list)|\(end)")) }
        return .object(answer)
    }
}
