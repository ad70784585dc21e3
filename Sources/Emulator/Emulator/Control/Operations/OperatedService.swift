import AWSCore
package import AWSProtocols
import ECRService
import IAM

/// A service whose operations `drydock` performs for the operator of the emulator, under AWS's names: no caller is asked,
/// and all else is as for a call.
package enum OperatedService: String, Sendable, Codable, CaseIterable {
    case iam
    case ecr
    case ecrPublic = "ecr-public"
    case organizations

    var surface: Surface {
        switch self {
        case .iam: .iam
        case .ecr: .ecr
        case .ecrPublic: .ecrPublic
        case .organizations: .organizations
        }
    }

    /// What people call it.
    package var displayName: String { surface.displayName }

    /// Every operation of the service, by name, those that are not supported among them.
    package var operations: [OperatedOperation] {
        OperationTable.operated(surface).map { OperatedOperation($0) }
    }

    /// Whether the service has one of its own in every region.
    var isRegional: Bool { self == .ecr }
}

/// What there is to know of an operation before it is performed.
package struct OperatedOperation: Sendable {
    /// As AWS has it: `PutUserPolicy`.
    package let name: String
    package let isSupported: Bool
    private let declare: @Sendable () -> [InputDeclaration]

    init(_ row: Operation) {
        name = row.name
        isSupported = row.isSupported
        declare = row.input
    }

    /// The members of its input. They are put together each time: most of who asks wants the names of operations alone.
    package var input: [InputDeclaration] { declare() }

    /// The members of a structure that stands at a path of names; of the input itself where the path is empty.
    package func members(at path: [String]) -> [InputDeclaration] {
        let prefix = path.map { $0 + "." }.joined()
        return input.filter { $0.member.hasPrefix(prefix) && !$0.member.dropFirst(prefix.count).contains(".") }
    }
}

extension InputDeclaration {
    /// The last part of its path.
    package var name: String { member.split(separator: ".").last.map(String.init) ?? member }

    /// The names that lead to it, its own included.
    package var path: [String] { member.split(separator: ".").map(String.init) }
}

extension OperatedOperation {
    /// - Throws: ``ControlError`` for the first member, wherever it stands, that the operation does not declare.
    func refuseOthers(in members: [String: JSONValue], at path: [String] = []) throws(ControlError) {
        let known = self.members(at: path)
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !value.isNull {
            guard let declared = known.first(where: { $0.name == name }) else {
                let shown = (path + [name]).joined(separator: ".")
                let hint =
                    SimilarNames.suggestion(for: name, among: known.map(\.name))
                    .map { "did you mean \($0)?" } ?? "it has \(known.map(\.name).joined(separator: ", "))"
                throw .invalid("\(self.name) has no parameter '\(shown)'; \(hint)")
            }
            switch (declared.kind, value) {
            case (.structure, .object(let inner)): try refuseOthers(in: inner, at: path + [name])
            case (.structures, .array(let elements)):
                for case .object(let inner) in elements { try refuseOthers(in: inner, at: path + [name]) }
            default: break
            }
        }
    }
}
