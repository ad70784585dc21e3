/// What becomes of the variables of whoever reads what `drydock env` prints: copies are made first, then names are
/// unset, then values are set.
struct VariablesChange: Equatable {
    /// A variable that gets the value of another.
    struct Copy: Equatable {
        let name: String
        let source: String
    }

    var copies: [Copy] = []
    var cleared: [String] = []
    var set: [String: String] = [:]
}

/// What a shell had before its first `drydock env`, kept in variables of the shell's own, so that no value of it is ever
/// printed.
///
/// `DRYDOCK_BEFORE` lists the names that had a value, and `DRYDOCK_BEFORE_NAME` has each one's.
enum KeptVariables {
    static let list = "DRYDOCK_BEFORE"
    private static let none = "none"

    /// Whether a variable is one of these.
    static func has(_ name: String) -> Bool {
        name == list || ClientVariable.all.contains { name == kept($0.name) }
    }

    /// `change`, with what it would lose kept beforehand.
    ///
    /// - Parameter variables: of the shell.
    static func keeping(_ change: VariablesChange, in variables: [String: String]) -> VariablesChange {
        let before = names(in: variables)
        // What `drydock env` set is not the shell's own; what it only unsets is, if it came back since.
        let lost = ClientVariable.all
            .filter { variables[$0.name] != nil && !(before?.contains($0.name) ?? false) }
            .filter { before == nil || !$0.isSet }
            .map(\.name)
        var change = change
        change.copies += lost.map { VariablesChange.Copy(name: kept($0), source: $0) }
        let all = ((before ?? []) + lost).sorted()
        change.set[list] = all.isEmpty ? none : all.joined(separator: " ")
        return change
    }

    /// The way back.
    ///
    /// - Parameter variables: of the shell.
    /// - Throws: ``UsageError`` where there is none.
    static func undoing(in variables: [String: String]) throws(UsageError) -> VariablesChange {
        guard let before = names(in: variables) else {
            throw UsageError(
                description:
                    "there is nothing to undo: this shell has no \(list), which drydock env sets for the way back"
            )
        }
        let own = ClientVariable.all.filter { $0.isSet && !before.contains($0.name) }.map(\.name)
        return VariablesChange(
            copies: before.map { VariablesChange.Copy(name: $0, source: kept($0)) },
            cleared: own + [list] + before.map(kept)
        )
    }

    /// The names that had a value; nil where nothing was kept.
    private static func names(in variables: [String: String]) -> [String]? {
        guard let text = variables[list] else { return nil }
        let names = text.split(separator: " ").map(String.init)
        // A list that somebody else wrote must not lead to names that are not ours to set.
        return names.filter { name in
            ClientVariable.all.contains { $0.name == name } && variables[kept(name)] != nil
        }
    }

    private static func kept(_ name: String) -> String { list + "_" + name }
}
