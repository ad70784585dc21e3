/// A label of a connector, a component or a stack.
package struct Label: Sendable, Equatable, Codable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
