import AWSCore
import AWSProtocols
import Images

/// A page as ECR cuts lists: 100 elements unless `n` says otherwise, 1,000 at most, and an opaque token for the next
/// (docs/aws/registry.md, "Lists"). ECR refuses `n` as it does the API's `maxResults`.
struct OpaquePage {
    private static let usualSize = 100
    private static let most = 1_000

    let size: Int
    /// The key of the last element of the page before.
    let last: String?
    private let question: [String]

    init(_ call: RegistryCall, of kind: String, _ subject: String) throws(RegistryError) {
        question = ["registry \(kind)", call.account.value, call.region.name, subject]
        size = try Self.size(call)
        do throws(ImagesError) {
            let question = question
            last = try call.query["last"].map { (text) throws(ImagesError) in
                try PageToken.last(in: text, question: question)
            }
        } catch {
            throw RegistryError(error)
        }
    }

    private static func size(_ call: RegistryCall) throws(RegistryError) -> Int {
        guard let text = call.query["n"] else { return usualSize }
        guard call.dialect == .ecr else {
            // The specification knows no `n` of referrers, the one list that comes here: no number is too large or small.
            return min(max(try PlainPage.number(text), 1), most)
        }
        do throws(ImagesError) {
            return try PageSize.read(text, most: most)
        } catch {
            throw RegistryError(error)
        }
    }

    func link(to path: String, after key: String, _ call: RegistryCall) -> String {
        Link.to(path, last: PageToken(question: question, last: key).text, size: size, call)
    }
}

/// A page as the specification cuts lists: everything unless `n` says otherwise, and the last element for the next.
struct PlainPage {
    /// More than this is not listed at once, whatever is asked for.
    private static let most = 10_000

    private let size: Int

    /// - Throws: ``RegistryError/invalidPageSize``.
    init(_ call: RegistryCall) throws(RegistryError) {
        guard let text = call.query["n"] else {
            size = Self.most
            return
        }
        size = min(try Self.number(text), Self.most)
    }

    /// - Throws: ``RegistryError/invalidPageSize`` for what is more than digits.
    static func number(_ text: String) throws(RegistryError) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .invalidPageSize }
        // Digits that do not fit an Int are more than any page takes.
        return Int(text) ?? Int.max
    }

    /// How many elements to look for, to know whether there are more than the page takes.
    var probe: Int { size == 0 ? 0 : size + 1 }

    /// The page, and its last element where there is more.
    func cut(_ found: some Collection<String>) -> (listed: [String], next: String?) {
        let listed = Array(found.prefix(size))
        return (listed, found.count > size ? listed.last : nil)
    }

    func link(to path: String, after last: String, _ call: RegistryCall) -> String {
        Link.to(path, last: last, size: size, call)
    }
}

private enum Link {
    static func to(_ path: String, last: String, size: Int, _ call: RegistryCall) -> String {
        var parameters = [("last", last), ("n", String(size))]
        if let type = call.query["artifactType"] { parameters.append(("artifactType", type)) }
        return "\(call.origin)/v2/\(path)?" + QueryParameters.encode(parameters)
    }
}
