/// Values under headings: drawn as a table, or told as data under keys.
package struct OutputTable: Sendable, Equatable {
    /// A column of a listing.
    package struct Column: Sendable, Equatable {
        package let heading: String
        /// What its values stand under in JSON and YAML.
        package let key: String

        /// - Parameter key: by default the heading in small letters, with underscores for blanks.
        package init(_ heading: String, key: String? = nil) {
            self.heading = heading
            self.key = key ?? OutputTable.key(of: heading)
        }
    }

    /// A line of a table of details.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let key: String
        package let value: OutputValue

        /// - Parameter key: by default the name in small letters, with underscores for blanks.
        package init(_ name: String, _ value: OutputValue, key: String? = nil) {
            self.name = name
            self.key = key ?? OutputTable.key(of: name)
            self.value = value
        }
    }

    /// What kind of table it is.
    package enum Shape: Sendable, Equatable {
        /// One thing a row.
        case listing([Column], rows: [[OutputValue]])
        /// One thing, a property a row: the headings of names and values, and whether names are never folded.
        case details(String, String, fields: [Field], foldsNames: Bool = false)
    }

    /// The member that holds it in JSON and YAML; without one it is the document itself, or a part of it.
    package let key: String?
    package let title: String?
    package let caption: String?
    package let shape: Shape
    /// What is printed in place of a table without rows; without it, the headings are drawn.
    package let whenEmpty: String?

    package init(
        _ shape: Shape,
        key: String? = nil,
        title: String? = nil,
        caption: String? = nil,
        whenEmpty: String? = nil
    ) {
        self.shape = shape
        self.key = key
        self.title = title
        self.caption = caption
        self.whenEmpty = whenEmpty
    }

    package var isEmpty: Bool {
        switch shape {
        case .listing(_, let rows): rows.isEmpty
        case .details(_, _, let fields, _): fields.isEmpty
        }
    }

    /// The table as it is drawn.
    package var table: Table {
        switch shape {
        case .listing(let columns, let rows):
            var table = Table.listing(columns.map(\.heading), rows: rows.map { $0.map(\.cell) })
            table.title = title
            table.caption = caption
            return table
        case .details(let name, let value, let fields, let foldsNames):
            return Table(
                title: title,
                caption: caption,
                columns: [Table.Column(name, neverWraps: !foldsNames), Table.Column(value)],
                rows: fields.map { [$0.name, $0.value.cell] }
            )
        }
    }

    /// What it tells as data: of a listing a list of maps, of details a map.
    package var value: OutputValue {
        switch shape {
        case .listing(let columns, let rows):
            .list(rows.map { row in .map(zip(columns, row).map { OutputValue.Member($0.key, $1) }) })
        case .details(_, _, let fields, _): .map(fields.map { OutputValue.Member($0.key, $0.value) })
        }
    }

    private static func key(of heading: String) -> String {
        heading.lowercased().replacing(" ", with: "_")
    }
}
