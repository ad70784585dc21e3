/// What is asked of a list, as it was typed.
package struct ListRequest: Sendable, Equatable {
    /// What is taken for options that are not given.
    package static let standard = ListRequest()

    /// A field, perhaps after `asc:` or `desc:`.
    package var sortBy = "created"
    /// `and` or `or`: how the filters are taken together.
    package var logicalOperator = "and"
    package var page = "1"
    package var size = "20"
    /// A value for a field's name, perhaps after an operator such as `contains:`.
    package var filters: Attributes = [:]
    /// All of them must be there.
    package var labels: [LabelFilter] = []

    package init() {}
}

/// A label that something must have.
package struct LabelFilter: Sendable, Equatable {
    package let key: String
    /// Nil for any.
    package let value: String?

    package init(key: String, value: String?) {
        self.key = key
        self.value = value
    }

    func matches(_ labels: [Label]) -> Bool {
        labels.contains { $0.key == key && (value == nil || $0.value == value) }
    }
}

/// One page of a list.
package struct ListPage<Record: Sendable>: Sendable {
    package let items: [Record]
    /// Counts from 1.
    package let index: Int
    /// How many there are on all pages.
    package let total: Int
    /// At least 1.
    package let totalPages: Int
    /// What ZenML logs about the request.
    package let notes: [String]
}

/// A page that is asked for after the last one.
package struct ListPageError: Error, Sendable, Equatable, CustomStringConvertible {
    package let page: Int
    package let size: Int
    package let total: Int
    package let totalPages: Int

    package var description: String {
        "Invalid page \(page). The requested page size is \(size) and there are a total of \(total) items for this "
            + "query. The maximum page value therefore is \(totalPages)."
    }
}
