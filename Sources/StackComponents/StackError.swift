/// Why a component or a stack cannot be registered or changed, in ZenML's words where it has them (client.md,
/// sections 12 and 13).
package struct StackError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
