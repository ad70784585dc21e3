import Foundation

/// A request of a list that was checked, and can be answered from any records (docs/zenml/commands.md, "Lists").
struct ListQuery<Record: Sendable>: Sendable {
    private static var largestSize: Int { 10_000 }
    private static var directions: [String] { ["asc", "desc"] }

    private let table: ListTable<Record>
    private let filters: [ListFilter<Record>]
    private let labels: [LabelFilter]
    private let takesAny: Bool
    private let sortField: ListField<Record>
    private let isDescending: Bool
    private let page: Int
    private let size: Int
    private let notes: [String]

    /// Checks a request: first its filters, and then the rest of it, as pydantic does.
    init(_ request: ListRequest, of table: ListTable<Record>) throws(ValidationFailure) {
        self.table = table
        labels = request.labels
        let fields = table.checkedFields
        let own = try ListQuery.filters(request, fields.filter { !$0.isOfOthers }, table)
        if let unknown = request.filters.first(where: { filter in !fields.contains { $0.name == filter.name } }) {
            throw ValidationFailure(
                model: table.filterModel,
                [ValidationFailure.Problem(field: unknown.name, "Extra inputs are not permitted")]
            )
        }

        var problems: [ValidationFailure.Problem] = []
        let (order, notes) = ListQuery.order(request.sortBy, table, &problems)
        if !["and", "or"].contains(request.logicalOperator) {
            problems.append(.init(field: "logical_operator", "Input should be 'or' or 'and'"))
        }
        takesAny = request.logicalOperator == "or"
        page = ListQuery.number(request.page, "page", upTo: nil, &problems)
        size = ListQuery.number(request.size, "size", upTo: ListQuery.largestSize, &problems)
        guard let order, problems.isEmpty else {
            throw ValidationFailure(model: table.filterModel, problems, notes: notes)
        }
        // ZenML looks at these when it asks its database.
        filters = own + (try ListQuery.filters(request, fields.filter(\.isOfOthers), table))
        (sortField, isDescending) = order
        self.notes = notes
    }

    /// The page that is asked for, of records in the order of registration.
    func page(of records: [Record], _ relations: ListRelations) throws(ListPageError) -> ListPage<Record> {
        let found = sorted(records.filter { matches($0, relations) })
        let totalPages = max(1, (found.count + size - 1) / size)
        guard page <= totalPages else {
            throw ListPageError(page: page, size: size, total: found.count, totalPages: totalPages)
        }
        return ListPage(
            items: Array(found.dropFirst((page - 1) * size).prefix(size)),
            index: page,
            total: found.count,
            totalPages: totalPages,
            notes: notes
        )
    }

    private func matches(_ record: Record, _ relations: ListRelations) -> Bool {
        let required = filters.filter(\.isRequired)
        let others = filters.filter { !$0.isRequired }
        let own = table.labels(record)
        guard required.allSatisfy({ $0.matches(record, relations) }), labels.allSatisfy({ $0.matches(own) }) else {
            return false
        }
        guard takesAny, !others.isEmpty else { return others.allSatisfy { $0.matches(record, relations) } }
        return others.contains { $0.matches(record, relations) }
    }

    /// Where values are equal, the order of registration decides; descending is the reverse of ascending.
    private func sorted(_ records: [Record]) -> [Record] {
        guard table.isSorted else { return records }
        let ascending = records.enumerated().sorted { left, right in
            switch ListQuery.comparison(left.element, right.element, sortField.content) {
            case .orderedSame: left.offset < right.offset
            case .orderedAscending: true
            case .orderedDescending: false
            }
        }.map(\.element)
        return isDescending ? ascending.reversed() : ascending
    }

    /// As SQLite compares: what is not there comes first, texts go by their bytes.
    private static func comparison(
        _ left: Record,
        _ right: Record,
        _ content: ListField<Record>.Content
    ) -> ComparisonResult {
        switch content {
        case .date(let value):
            return value(left).compare(value(right))
        case .text(let value), .identifier(let value):
            switch (value(left), value(right)) {
            case (nil, nil): return .orderedSame
            case (nil, _): return .orderedAscending
            case (_, nil): return .orderedDescending
            case (let left?, let right?):
                guard left != right else { return .orderedSame }
                return left.utf8.lexicographicallyPrecedes(right.utf8) ? .orderedAscending : .orderedDescending
            }
        case .related, .members:
            return .orderedSame
        }
    }

    private static func filters(
        _ request: ListRequest,
        _ fields: [ListField<Record>],
        _ table: ListTable<Record>
    ) throws(ValidationFailure) -> [ListFilter<Record>] {
        var filters: [ListFilter<Record>] = []
        for field in fields {
            guard let text = request.filters[field.name], !text.isEmpty || !field.isIgnoredWhenEmpty else { continue }
            do throws(ListFilterProblem) {
                filters.append(try ListFilter(field, text))
            } catch {
                throw ValidationFailure(model: table.filterModel, [error.problem])
            }
        }
        return filters
    }

    private static func order(
        _ text: String,
        _ table: ListTable<Record>,
        _ problems: inout [ValidationFailure.Problem]
    ) -> (order: (ListField<Record>, isDescending: Bool)?, notes: [String]) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let (direction, column) = parts.count == 2 ? (parts[0], parts[1]) : ("asc", text)
        let isKnown = directions.contains(direction)
        let note =
            "Invalid operand used for column sorting. Only the following operands are supported `['asc', 'desc']`. "
            + "Defaulting to 'asc' on column `\(column)`."
        let notes = isKnown ? [] : [note]
        if let field = table.fields.first(where: { $0.name == column }), field.isSortable {
            return ((field, direction == "desc"), notes)
        }
        let words = ["sort_by", "page", "size", "logical_operator", "scope_workspace"] + table.unsortable
        let isExcluded = words.contains(column) || table.fields.contains { $0.name == column }
        let shown = isKnown ? text : column
        problems.append(
            ValidationFailure.Problem(
                field: "sort_by",
                isExcluded
                    ? "Value error, This resource can not be sorted by this field: '\(shown)'"
                    : "Value error, You can only sort by valid fields of this resource"
            )
        )
        return (nil, notes)
    }

    /// A number as pydantic reads it from text.
    private static func number(
        _ text: String,
        _ field: String,
        upTo largest: Int?,
        _ problems: inout [ValidationFailure.Problem]
    ) -> Int {
        let pattern = #/\s*([+\-]?[0-9]+)(?:\.0+)?\s*/#
        guard let digits = text.wholeMatch(of: pattern)?.output.1, let number = Int(digits) else {
            let message = "Input should be a valid integer, unable to parse string as an integer"
            problems.append(.init(field: field, message))
            return 1
        }
        if number < 1 {
            problems.append(.init(field: field, "Input should be greater than or equal to 1"))
        } else if let largest, number > largest {
            problems.append(.init(field: field, "Input should be less than or equal to \(largest)"))
        }
        return number
    }
}
