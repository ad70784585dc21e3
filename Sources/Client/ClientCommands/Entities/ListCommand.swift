import ClientStore
import TerminalUI

extension Entity {
    /// `list`: one page of what fits the filters (docs/zenml/commands.md, "Lists"; docs/zenml/output.md, "Tables").
    var listCommand: Command {
        let options = ListOptions(listing.table, takesLabels: listing.takesLabels)
        return Command(
            "list",
            summary: listing.summary,
            discussion: [ListOptions<Item>.discussion],
            parameters: options.parameters + [Parameter.output]
        ) { input, context in
            let request = try options.request(input)
            let page: ListPage<Item>
            let active: StackRecord
            do {
                (page, active) = try await context.terminal.withSpinner(listing.progress) {
                    try await context.read { reader in (try listing.page(request, reader), try reader.activeStack()) }
                }
            } catch let failure as ValidationFailure {
                failure.notes.forEach(context.terminal.warning)
                throw failure
            }
            let asksForNothing = !options.parameters.contains { input.has($0) }
            show(page, active, activeFirst: asksForNothing && listing.showsActiveFirst, input.outputFormat, context)
        }
    }

    private func show(
        _ page: ListPage<Item>,
        _ active: StackRecord,
        activeFirst: Bool,
        _ format: OutputFormat,
        _ context: CommandContext
    ) {
        page.notes.forEach(context.terminal.warning)
        let rows = page.items.map { (item: $0, isActive: listing.isActive($0, active)) }
        let ordered = activeFirst ? rows.filter(\.isActive) + rows.filter { !$0.isActive } : rows
        let columns = listing.columns(ordered.map(\.item), context)
        let table = OutputTable(
            .listing(
                [OutputTable.Column("ACTIVE")] + columns.map { OutputTable.Column($0.heading) },
                rows: ordered.map { row in
                    [.shown(row.isActive ? "👉" : "", .flag(row.isActive))] + columns.map { $0.value(row.item) }
                }
            ),
            whenEmpty: listing.whenEmpty
        )
        let line = "Page `(\(page.index)/\(page.totalPages))`, `\(page.total)` items found for the applied filters."
        context.terminal.show(Output([.table(table)] + (rows.isEmpty ? [] : [.declared(line)])), as: format)
    }
}

/// The options that every list has (docs/zenml/commands.md, "Lists").
struct ListOptions<Item: Sendable>: Sendable {
    static var discussion: String {
        "A filter's value may begin with an operator: equals:, contains:, startswith: or endswith: for texts and IDs, "
            + "equals:, gt:, gte:, lt: or lte: for dates, which are written as 'YYYY-MM-DD HH:MM:SS' in UTC."
    }

    private static var sortBy: Parameter<String?> {
        .literal("--sort_by", help: "The field to sort by, created by default; desc:FIELD for the reverse order.")
    }
    private static var logicalOperator: Parameter<String?> {
        .literal("--logical_operator", help: "Whether all filters must fit or one: and, or. By default and.")
    }
    private static var page: Parameter<String?> { .literal("--page", help: "Which page, by default 1.") }
    private static var size: Parameter<String?> { .literal("--size", help: "How many to a page, by default 20.") }
    private static var labels: Parameter<[String]> {
        .texts("-l", "--label", help: "Only those with this label: key=value, or key for any value. Repeatable.")
    }

    private let filters: [(field: String, parameter: Parameter<String?>)]
    private let takesLabels: Bool

    init(_ table: ListTable<Item>, takesLabels: Bool) {
        filters = table.fields.map { field in
            let what =
                switch field.kind {
                case .text: "text"
                case .identifier: "ID"
                case .date: "date"
                }
            let noun = field.name.replacing("_", with: " ")
            return (field.name, .literal("--\(field.name)", help: "Only those whose \(noun) is this \(what)."))
        }
        self.takesLabels = takesLabels
    }

    var parameters: [any CommandParameter] {
        let paging: [any CommandParameter] = [Self.sortBy, Self.logicalOperator, Self.page, Self.size]
        return paging + filters.map(\.parameter) + (takesLabels ? [Self.labels] : [])
    }

    func request(_ input: CommandInput) throws -> ListRequest {
        var request = ListRequest.standard
        if let text = input[Self.sortBy] { request.sortBy = text }
        if let text = input[Self.logicalOperator] { request.logicalOperator = text }
        if let text = input[Self.page] { request.page = text }
        if let text = input[Self.size] { request.size = text }
        for (field, parameter) in filters { request.filters[field] = input[parameter] }
        request.labels = try input[Self.labels].map(labelFilter)
        return request
    }

    private func labelFilter(_ word: String) throws(CommandFailure) -> LabelFilter {
        let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return LabelFilter(key: parts[0], value: nil)
        case 2: return LabelFilter(key: parts[0], value: parts[1])
        default: throw CommandFailure("Labels must be in the format key=value")
        }
    }
}
