/// A piece of HTML. Text that is put into a template is escaped, so that it is only ever text; HTML is put in as it is.
///
///     let item: HTML = "<li>\(name)</li>"
struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    let source: String

    init(stringLiteral value: String) { source = value }

    init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

    private init(source: String) { self.source = source }

    /// One after the other.
    init(_ pieces: [HTML]) { self.init(source: pieces.map(\.source).joined()) }

    static let nothing: HTML = ""

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity) }

        /// The template's own words.
        mutating func appendLiteral(_ literal: String) { source += literal }

        mutating func appendInterpolation(_ html: HTML) { source += html.source }

        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { source += piece.source } }

        mutating func appendInterpolation(_ number: Int) { source += String(number) }

        mutating func appendInterpolation(_ text: some StringProtocol) { source += HTMLText.escaped(String(text)) }
    }
}
