/// A number and what it counts: `1 step`, `2 steps`.
enum CountText {
    /// - Parameter name: of one of them; several have an `s`.
    static func of(_ number: Int, _ name: String) -> String { "\(number) \(name)\(number == 1 ? "" : "s")" }
}
