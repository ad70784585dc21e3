import ClientStore
import TerminalUI

/// What commands are about: service connectors, container registries, stacks. What their commands have in common is
/// written once over this.
struct Entity<Item: Sendable>: Sendable {
    /// In sentences, such as `container registry`.
    let noun: String
    /// How an argument that names one is called.
    let argument: String
    let listing: EntityListing<Item>

    /// Names one that is there.
    var name: Parameter<String> { .argument(argument, help: "The \(noun): its name, its ID or the beginning of it.") }

    /// Names one, or means the active one.
    var optionalName: Parameter<String?> {
        .optionalArgument(argument, help: "The \(noun); without one, the active one.")
    }
}

/// How things of one kind are listed.
struct EntityListing<Item: Sendable>: Sendable {
    /// A column, whose values are computed from an item.
    struct Column: Sendable {
        let heading: String
        let value: @Sendable (Item) -> OutputValue
    }

    /// What the command does, in its help.
    let summary: String
    /// What is shown while it is done; nil for nothing.
    let progress: String?
    /// What is said where there is none.
    let whenEmpty: String
    let table: ListTable<Item>
    /// Whether `--label` filters.
    let takesLabels: Bool
    /// Whether the active one is shown first where nothing was asked for.
    let showsActiveFirst: Bool
    let page: @Sendable (ListRequest, StoreReader) throws -> ListPage<Item>
    let isActive: @Sendable (Item, StackRecord) -> Bool
    /// The columns behind that for the active one; some depend on what is listed.
    let columns: @Sendable ([Item], CommandContext) -> [Column]
}
