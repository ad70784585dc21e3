import ClientStore
import TerminalUI

/// The labels of one thing, as its description has them.
enum LabelsTable {
    /// - Parameter noun: what it is, such as `stack`.
    static func of(_ labels: [Label], ofA noun: String) -> OutputTable {
        OutputTable(
            .details("LABEL", "VALUE", fields: labels.map { .init($0.key, .text($0.value), key: $0.key) }),
            key: "labels",
            title: "Labels",
            whenEmpty: "No labels are set for this \(noun)."
        )
    }
}
