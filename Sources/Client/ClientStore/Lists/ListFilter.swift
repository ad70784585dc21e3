import Foundation

/// One condition of a list: a field, an operator and a value.
struct ListFilter<Record: Sendable>: Sendable {
    /// What can stand before a value, with a colon. What is not among them is part of the text.
    private enum Operator: String, CaseIterable {
        case equals
        case contains
        case startswith
        case endswith
        case gte
        case gt
        case lte
        case lt
    }

    let matches: @Sendable (Record, ListRelations) -> Bool
    /// Whether it must hold however the filters are taken together.
    let isRequired: Bool

    /// Reads what was typed for a field.
    init(_ field: ListField<Record>, _ text: String) throws(ListFilterProblem) {
        switch field.content {
        case .members(let values):
            isRequired = true
            matches = { record, _ in values(record).contains(text) }
            return
        case .text(let value):
            let (op, text) = ListFilter.split(text)
            let test = try ListFilter.textTest(op)
            matches = { record, _ in value(record).map { test($0, text) } ?? false }
        case .identifier(let value):
            let test = try ListFilter.identifierTest(text)
            matches = { record, _ in value(record).map(test) ?? false }
        case .related(let values):
            let test = try ListFilter.identifierTest(text)
            matches = { record, relations in values(record, relations).contains(where: test) }
        case .date(let value):
            let (op, text) = ListFilter.split(text)
            guard let date = ListFilter.date(text) else { throw .malformedDate }
            let test = try ListFilter.dateTest(op)
            matches = { record, _ in test(value(record), date) }
        }
        isRequired = false
    }

    private static func split(_ text: String) -> (Operator, String) {
        guard let colon = text.firstIndex(of: ":"), let op = Operator(rawValue: String(text[..<colon])) else {
            return (.equals, text)
        }
        return (op, String(text[text.index(after: colon)...]))
    }

    /// As SQLite compares texts: equal ones have the same bytes, parts are found whatever their case.
    private static func textTest(_ op: Operator) throws(ListFilterProblem) -> @Sendable (String, String) -> Bool {
        switch op {
        case .equals: { $0 == $1 }
        case .contains: { $1.isEmpty || $0.lowercased().contains($1.lowercased()) }
        case .startswith: { $0.lowercased().hasPrefix($1.lowercased()) }
        case .endswith: { $0.lowercased().hasSuffix($1.lowercased()) }
        case .gt, .gte, .lt, .lte:
            throw .operation(op.rawValue, allowed: ["equals", "startswith", "contains", "endswith"])
        }
    }

    private static func identifierTest(_ text: String) throws(ListFilterProblem) -> @Sendable (String) -> Bool {
        let (op, text) = split(text)
        let test = try textTest(op)
        guard op == .equals else { return { IdentifierText.matches($0, text, test) } }
        guard let id = IdentifierText.canonical(text) else { throw .malformedIdentifier }
        return { $0 == id }
    }

    private static func dateTest(_ op: Operator) throws(ListFilterProblem) -> @Sendable (Date, Date) -> Bool {
        switch op {
        case .equals: { $0 == $1 }
        case .gt: { $0 > $1 }
        case .gte: { $0 >= $1 }
        case .lt: { $0 < $1 }
        case .lte: { $0 <= $1 }
        case .contains, .startswith, .endswith:
            throw .operation(op.rawValue, allowed: ["equals", "gt", "gte", "lt", "lte"])
        }
    }

    /// `%Y-%m-%d %H:%M:%S` as Python reads it, in UTC: leading zeros may be missing but for those of the year.
    private static func date(_ text: String) -> Date? {
        let pattern = #/([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\s+([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})/#
        guard let match = text.wholeMatch(of: pattern)?.output else { return nil }
        var components = DateComponents()
        components.year = Int(match.1)
        components.month = Int(match.2)
        components.day = Int(match.3)
        components.hour = Int(match.4)
        components.minute = Int(match.5)
        components.second = Int(match.6)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        components.calendar = calendar
        return components.isValidDate ? components.date : nil
    }
}

/// Why a value is not a filter.
enum ListFilterProblem: Error {
    case malformedDate
    case malformedIdentifier
    case operation(String, allowed: [String])

    var problem: ValidationFailure.Problem {
        switch self {
        case .malformedDate:
            ValidationFailure.Problem(
                field: nil,
                "Value error, The datetime filter only works with values in the following format: %Y-%m-%d %H:%M:%S"
            )
        case .malformedIdentifier:
            ValidationFailure.Problem(field: nil, "Value error, Invalid value passed as UUID query parameter.")
        case .operation(let operation, let allowed):
            ValidationFailure.Problem(
                field: "operation",
                "Value error, This datatype can not be filtered using this operation: '\(operation)'. The allowed "
                    + "operations are: [\(allowed.map { "'\($0)'" }.joined(separator: ", "))]"
            )
        }
    }
}
