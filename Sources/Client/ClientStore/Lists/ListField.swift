import Foundation

/// A field that a list is filtered or sorted by.
package struct ListField<Record: Sendable>: Sendable {
    /// What a field holds, and so what can be asked of it.
    enum Content: Sendable {
        case text(@Sendable (Record) -> String?)
        case identifier(@Sendable (Record) -> String?)
        case date(@Sendable (Record) -> Date)
        /// IDs of other things that belong to it.
        case related(@Sendable (Record, ListRelations) -> [String])
        /// Several texts, of which one must be the text that is asked for, however filters are taken together.
        case members(@Sendable (Record) -> [String])
    }

    /// What ZenML's help calls what a field holds.
    package enum Kind: Sendable {
        case text
        case identifier
        case date
    }

    /// As it is typed, such as `connector_type`.
    package let name: String
    let content: Content
    /// Whether an empty text asks for nothing, as ZenML takes it.
    let isIgnoredWhenEmpty: Bool

    package var kind: Kind {
        switch content {
        case .text, .members: .text
        case .identifier, .related: .identifier
        case .date: .date
        }
    }

    /// Whether it is looked up in other things than the listed ones.
    var isOfOthers: Bool {
        if case .related = content { true } else { false }
    }

    /// Whether a list can be sorted by it.
    var isSortable: Bool {
        switch content {
        case .text, .identifier, .date: true
        case .related, .members: false
        }
    }

    init(_ name: String, _ content: Content, isIgnoredWhenEmpty: Bool = false) {
        self.name = name
        self.content = content
        self.isIgnoredWhenEmpty = if case .related = content { true } else { isIgnoredWhenEmpty }
    }

    /// The workspace, of which there is one, and no record names it.
    static func workspace(isIgnoredWhenEmpty: Bool) -> ListField {
        ListField("workspace_id", .identifier { _ in nil }, isIgnoredWhenEmpty: isIgnoredWhenEmpty)
    }
}

/// What the store knows of the things in a list beyond their own records.
struct ListRelations: Sendable {
    /// The IDs of the stacks that hold a component, by its ID.
    var stacksOfComponents: [String: [String]] = [:]
}

/// How things of one kind are listed.
package struct ListTable<Record: Sendable>: Sendable {
    /// ZenML's name for the model of its filters.
    package let filterModel: String
    /// In the order in which help shows them.
    package let fields: [ListField<Record>]
    /// Words that name no field, but which ZenML tells from unknown ones when it is to sort by them.
    let unsortable: [String]
    /// Whether `--sort_by` has an effect; it is checked in any case.
    let isSorted: Bool
    let labels: @Sendable (Record) -> [Label]

    /// In the order in which ZenML checks what is asked of them: IDs of related things, texts, what every row has, and at
    /// last the ID of a secret.
    var checkedFields: [ListField<Record>] {
        let ofEveryRow = ["id", "created", "updated"]
        let rank = { (field: ListField<Record>) in
            if field.name == "secret_id" { return 3 }
            return ofEveryRow.contains(field.name) ? 2 : field.kind == .identifier ? 0 : 1
        }
        return (0...3).flatMap { number in fields.filter { rank($0) == number } }
    }
}

extension ListTable where Record == ServiceConnectorRecord {
    /// Service connectors: always in the order of registration.
    package static var serviceConnectors: ListTable {
        ListTable(
            filterModel: "ServiceConnectorFilter",
            fields: common() + [
                ListField("name", .text(\.name)),
                ListField("connector_type", .text(\.connectorType)),
                .workspace(isIgnoredWhenEmpty: true),
                ListField("user_id", .identifier { _ in nil }),
                ListField("auth_method", .text(\.authMethod)),
                ListField("resource_type", .members(\.resourceTypes)),
                ListField("resource_id", .text(\.resourceID)),
                ListField("secret_id", .identifier(\.secretID)),
            ],
            unsortable: ["scope_type", "labels", "labels_str"],
            isSorted: false,
            labels: \.labels
        )
    }
}

extension ListTable where Record == StackComponentRecord {
    /// Components of any type.
    package static var components: ListTable {
        ListTable(
            filterModel: "ComponentFilter",
            fields: common() + [
                ListField("name", .text(\.name)),
                ListField("flavor", .text(\.flavor)),
                ListField("type", .text(\.type)),
                .workspace(isIgnoredWhenEmpty: true),
                ListField("user_id", .identifier { _ in nil }),
                ListField("connector_id", .identifier(\.connectorID)),
                ListField("stack_id", .related { $1.stacksOfComponents[$0.id] ?? [] }),
            ],
            unsortable: ["scope_type"],
            isSorted: true,
            labels: \.labels
        )
    }
}

extension ListTable where Record == StackRecord {
    /// Stacks.
    package static var stacks: ListTable {
        ListTable(
            filterModel: "StackFilter",
            fields: [
                ListField("id", .identifier(\.id)),
                ListField("created", .date(\.created)),
                ListField("updated", .date(\.updated)),
                ListField("name", .text(\.name)),
                // No stack has one.
                ListField("description", .text { _ in nil }),
                .workspace(isIgnoredWhenEmpty: false),
                ListField("user_id", .identifier { _ in nil }),
                ListField("component_id", .related { stack, _ in stack.components.map(\.id) }),
            ],
            unsortable: [],
            isSorted: true,
            labels: \.labels
        )
    }
}

/// What every row of the store has.
private func common<Values>() -> [ListField<Stored<Values>>] {
    [
        ListField("id", .identifier(\.id)),
        ListField("created", .date(\.created)),
        ListField("updated", .date(\.updated)),
    ]
}
