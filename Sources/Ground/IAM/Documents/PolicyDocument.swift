/// A policy document that is well-formed for its kind, compiled for evaluation (docs/aws/iam.md, "Documents").
package struct PolicyDocument: Sendable {
    package let kind: PolicyKind
    /// The document as JSON: as it was given, or, where it was not given as JSON, written from it.
    package let text: String
    /// In their order; at least one.
    package let statements: [PolicyStatement]
    private let element: PolicyElement
    private let actions: ActionIndex

    /// Reads a document from JSON.
    ///
    /// - Parameter needsVersion: whether it must say `2012-10-17`, as documents of managed policies must.
    /// - Throws: ``PolicyError`` where the text is not JSON, larger than any policy, or not a policy of this kind.
    package init(json: String, kind: PolicyKind, needsVersion: Bool = false) throws(PolicyError) {
        let element: PolicyElement
        do {
            element = try PolicyElement.parse(json: json)
        } catch {
            throw PolicyError(error, kind: kind, text: json)
        }
        self.kind = kind
        text = json
        statements = try PolicyDocumentReader.statements(of: element, kind: kind, needsVersion: needsVersion)
        self.element = element
        actions = ActionIndex()
    }

    /// Takes a document that was read from something else, such as YAML. Its text is JSON without blanks.
    ///
    /// - Throws: ``PolicyError`` where the element is not a policy document of this kind, with the element's lines.
    package init(element: PolicyElement, kind: PolicyKind) throws(PolicyError) {
        self.kind = kind
        statements = try PolicyDocumentReader.statements(of: element, kind: kind)
        text = element.json
        self.element = element
        actions = ActionIndex()
    }

    private init(kind: PolicyKind, statements: [PolicyStatement], element: PolicyElement) {
        self.kind = kind
        self.statements = statements
        text = element.json
        self.element = element
        actions = ActionIndex()
    }

    /// The places in ``statements`` of those whose `Action` or `NotAction` matches, in their order. Found once for each
    /// action that is asked about.
    func statements(on action: String) -> [Int] { actions.statements(on: action, of: statements) }

    /// The document's parts, where it is nothing but texts, lists and mappings and its text is what these are written as,
    /// so that whoever writes it as something else than JSON keeps the text. Nil elsewhere.
    package var plainElement: PolicyElement? { element.isPlain && element.json == text ? element : nil }

    /// Every principal that a statement names, for checks whether it exists.
    package var principals: [PolicyPrincipal] { statements.flatMap(\.principals) }

    /// Whether every statement names actions, and only those of one service.
    ///
    /// - Parameter prefix: the service's, such as `organizations`.
    package func names(onlyActionsOf prefix: String) -> Bool {
        statements.allSatisfy { statement in
            !statement.actions.isNegated
                && statement.actions.values.allSatisfy { $0.text.lowercased().hasPrefix(prefix + ":") }
        }
    }

    /// The document in which the principal `arn` is called `id`, as AWS rewrites policies when a user or role is
    /// deleted, so that another of the same name is not meant. The text is then JSON without blanks. The same document
    /// where it does not name `arn`.
    ///
    /// - Parameter id: `AIDA…` of a user, `AROA…` of a role; or the ARN that a user has now, who was given another name.
    package func replacingPrincipal(_ arn: String, with id: String) -> PolicyDocument {
        guard principals.contains(where: { $0.text == arn }) else { return self }
        return PolicyDocument(
            kind: kind,
            statements: statements.map { $0.replacingPrincipal(arn, with: id) },
            element: element.replacingPrincipal(arn, with: id)
        )
    }

    /// How many characters count against ``PolicyKind/characterLimit``.
    package var characterCount: Int {
        guard !kind.countsWhiteSpace else { return text.unicodeScalars.count }
        return text.unicodeScalars.count { !$0.properties.isWhitespace }
    }
}

extension PolicyElement {
    /// Replaces the text `arn` under `AWS` of every statement's `Principal` and `NotPrincipal`.
    fileprivate func replacingPrincipal(_ arn: String, with id: String) -> PolicyElement {
        mappingMember("Statement") { statements in
            statements.mappingElements { statement in
                ["Principal", "NotPrincipal"].reduce(statement) { statement, name in
                    statement.mappingMember(name) { principal in
                        principal.mappingMember("AWS") { values in
                            values.mappingElements { value in
                                guard case .text(arn, let line) = value else { return value }
                                return .text(id, line: line)
                            }
                        }
                    }
                }
            }
        }
    }

    private func mappingMember(_ name: String, _ change: (PolicyElement) -> PolicyElement) -> PolicyElement {
        guard case .mapping(let members, let line) = self else { return self }
        return .mapping(
            members.map { $0.key == name ? Member(key: name, line: $0.line, value: change($0.value)) : $0 },
            line: line
        )
    }

    /// Of a single value that stands for a list, that value.
    private func mappingElements(_ change: (PolicyElement) -> PolicyElement) -> PolicyElement {
        guard case .list(let elements, let line) = self else { return change(self) }
        return .list(elements.map(change), line: line)
    }
}

extension PolicyDocument: Equatable {
    /// Whether kind and text are the same, and so all else but the lines.
    package static func == (left: PolicyDocument, right: PolicyDocument) -> Bool {
        left.kind == right.kind && left.text == right.text
    }
}

extension PolicyDocument: Codable {
    private enum CodingKeys: CodingKey {
        case kind
        case text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(PolicyKind.self, forKey: .kind)
        let text = try container.decode(String.self, forKey: .text)
        do {
            self = try PolicyDocument(json: text, kind: kind)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .text,
                in: container,
                debugDescription: "not a policy document: \(error)"
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(text, forKey: .text)
    }
}
