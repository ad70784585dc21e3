/// How a command tells what it found.
package enum OutputFormat: String, Sendable, CaseIterable {
    case table
    case json
    case yaml
}

/// What a command found: lines and tables for a reader, or one document for a program.
package struct Output: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        /// A line of normal output, for readers only.
        case declared(String)
        /// A warning, for readers only.
        case warning(String)
        /// A line that is not folded, for readers only.
        case echoed(String)
        case table(OutputTable)
        /// A text at length, for readers only.
        case document(DocumentText)
        /// All of the document, for programs only.
        case data(OutputValue)
        /// A member of the document, for programs only.
        case member(OutputValue.Member)
    }

    package var parts: [Part]

    package init(_ parts: [Part]) {
        self.parts = parts
    }

    /// The document: what is given as all of it, or the one table that has no key, and in it, where it is a map, the
    /// members of all else.
    ///
    /// A listing without a key is the document by itself, so nothing else is told then.
    package var value: OutputValue {
        var members: [OutputValue.Member] = []
        for part in parts {
            switch part {
            case .declared, .warning, .echoed, .document: break
            case .data(let value): return value
            case .member(let member): members.append(member)
            case .table(let table):
                switch (table.key, table.value) {
                case (let key?, let value): members.append(OutputValue.Member(key, value))
                case (nil, .map(let own)): members += own
                case (nil, let value): return value
                }
            }
        }
        return .map(members)
    }
}

extension Terminal {
    /// Shows `output`: for a reader, or as a document that holds nothing else.
    package func show(_ output: Output, as format: OutputFormat) {
        switch format {
        case .json: showDocument(OutputJSON.text(output.value))
        case .yaml: showDocument(OutputYAML.text(output.value))
        case .table:
            for part in output.parts {
                switch part {
                case .declared(let text): declare(text)
                case .warning(let text): warning(text)
                case .echoed(let text): echo(text)
                case .table(let table):
                    if table.isEmpty, let text = table.whenEmpty { declare(text) } else { self.table(table.table) }
                case .document(let document): self.document(document)
                case .data, .member: break
                }
            }
        }
    }
}
