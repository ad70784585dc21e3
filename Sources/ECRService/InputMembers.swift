import AWSCore
import AWSProtocols
import Foundation
import Images

/// The members of an input: typed access with AWS's errors. Unknown members are ignored and null counts as absent
/// (emulator.md A.3). The texts about types are those of DynamoDB, which has the same front end (inferred).
package struct InputMembers: Sendable {
    private let members: [String: JSONValue]
    /// What names the members in errors begin with: of a structure its own name and a full stop. Those of a list's
    /// elements are named by the list.
    private let path: String

    /// - Parameter body: the request's body; an empty one is read as `{}`.
    package init(body: [UInt8]) throws(ECRError) {
        path = ""
        if body.isEmpty {
            members = [:]
            return
        }
        let value: JSONValue
        do {
            value = try JSONValue.parse(body, limit: JSONValue.requestLimit)
        } catch let error where error.hasTooManyValues {
            throw .serialization("The body has more than \(JSONValue.requestLimit) values.")
        } catch {
            throw .serialization("The body is not JSON.")
        }
        guard case .object(let members) = value else { throw .serialization("Unexpected value type in payload") }
        self.members = members
    }

    private init(_ members: [String: JSONValue], path: String) {
        self.members = members
        self.path = path
    }

    /// Whether a member is there, with whatever value but null.
    func has(_ name: String) -> Bool { members[name].map { !$0.isNull } ?? false }

    func string(_ name: String) throws(ECRError) -> String? {
        guard let value = members[name] else { return nil }
        return try Self.string(value)
    }

    func boolean(_ name: String) throws(ECRError) -> Bool? {
        switch members[name] {
        case nil, .null: nil
        case .bool(let value): value
        case .string: throw .serialization("STRING_VALUE cannot be converted to Boolean")
        case .integer, .number: throw .serialization("NUMBER_VALUE cannot be converted to Boolean")
        case .array: throw .serialization("Start of list found where not expected")
        case .object: throw .serialization("Start of structure or map found where not expected.")
        }
    }

    /// A number of 32 bits.
    func integer(_ name: String) throws(ECRError) -> Int? {
        switch members[name] {
        case nil, .null: return nil
        case .integer(let value):
            guard let value = Int32(exactly: value) else {
                throw .serialization("NUMBER_VALUE cannot be converted to Integer")
            }
            return Int(value)
        case .number(let value):
            guard let value = Int32(exactly: value) else {
                throw .serialization("DECIMAL_VALUE cannot be converted to Integer")
            }
            return Int(value)
        case .bool(let value): throw .serialization("\(value ? "TRUE" : "FALSE")_VALUE cannot be converted to Integer")
        case .string: throw .serialization("STRING_VALUE cannot be converted to Integer")
        case .array: throw .serialization("Start of list found where not expected")
        case .object: throw .serialization("Start of structure or map found where not expected.")
        }
    }

    /// A number of 64 bits that every call must give.
    func long(_ name: String) throws(ECRError) -> Int {
        switch members[name] {
        case nil, .null: throw missing(name)
        case .integer(let value): return value
        case .number(let value):
            guard let value = Int(exactly: value) else {
                throw .serialization("DECIMAL_VALUE cannot be converted to Long")
            }
            return value
        case .bool(let value): throw .serialization("\(value ? "TRUE" : "FALSE")_VALUE cannot be converted to Long")
        case .string: throw .serialization("STRING_VALUE cannot be converted to Long")
        case .array: throw .serialization("Start of list found where not expected")
        case .object: throw .serialization("Start of structure or map found where not expected.")
        }
    }

    /// Bytes in base64 that every call must give.
    func blob(_ name: String) throws(ECRError) -> [UInt8] {
        let text = try required(name)
        // Foundation takes more padding than there may be.
        guard let data = Data(base64Encoded: text), text.utf8.count == (data.count + 2) / 3 * 4 else {
            throw .serialization("The value of \(name) is not base64.")
        }
        return Array(data)
    }

    func strings(_ name: String) throws(ECRError) -> [String]? {
        guard let values = try list(name) else { return nil }
        var strings: [String] = []
        for value in values {
            guard let string = try Self.string(value) else { throw missing(name) }
            strings.append(string)
        }
        return strings
    }

    func structure(_ name: String) throws(ECRError) -> InputMembers? {
        guard let value = members[name] else { return nil }
        return try structure(value, name)
    }

    func structures(_ name: String) throws(ECRError) -> [InputMembers]? {
        guard let values = try list(name) else { return nil }
        var structures: [InputMembers] = []
        for value in values {
            guard let structure = try structure(value, name) else { throw missing(name) }
            structures.append(structure)
        }
        return structures
    }

    /// `repositoryName`, which every call on one repository requires.
    func repositoryName() throws(ECRError) -> String {
        let name = try required("repositoryName")
        try RepositoryName.check(name, at: "repositoryName")
        return name
    }

    /// `registryId`, where it is given.
    func registryID() throws(ECRError) -> AccountID? {
        guard let text = try string("registryId") else { return nil }
        guard let account = AccountID(text) else {
            // Without quotes around the pattern (chanzuckerberg/single-cell-data-portal#3781).
            throw .invalidParameter("registryId", "must satisfy regular expression [0-9]{12}")
        }
        return account
    }

    /// The text of a member that every call must give.
    func required(_ name: String) throws(ECRError) -> String {
        guard let text = try string(name) else { throw missing(name) }
        return text
    }

    /// AWS's error for a member that must be there and is not.
    func missing(_ name: String) -> ECRError { .invalidParameter(path + name, "must not be null") }

    private func list(_ name: String) throws(ECRError) -> [JSONValue]? {
        switch members[name] {
        case nil, .null: nil
        case .array(let values): values
        case .object: throw .serialization("Start of structure or map found where not expected.")
        case .string, .bool, .integer, .number: throw .serialization("Unexpected field type")
        }
    }

    private static func string(_ value: JSONValue) throws(ECRError) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        case .bool(let value): throw .serialization("\(value ? "TRUE" : "FALSE")_VALUE cannot be converted to String")
        case .integer: throw .serialization("NUMBER_VALUE cannot be converted to String")
        case .number: throw .serialization("DECIMAL_VALUE cannot be converted to String")
        case .array: throw .serialization("Start of list found where not expected")
        case .object: throw .serialization("Start of structure or map found where not expected.")
        }
    }

    private func structure(_ value: JSONValue, _ name: String) throws(ECRError) -> InputMembers? {
        switch value {
        case .null: nil
        case .object(let members): InputMembers(members, path: path + name + ".")
        case .array: throw .serialization("Start of list found where not expected")
        case .string, .bool, .integer, .number: throw .serialization("Unexpected field type")
        }
    }
}
