package import ArgumentParser
import Emulator
import TerminalUI

/// Where a change is made: `--account ID`, for names that several accounts have, and `--endpoint URL`.
package struct IAMPlaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The account, where the name is in several.", valueName: "ID"))
    package var account: String?

    @OptionGroup
    package var target: EndpointOption

    package init() {}
}

/// `--document DOC`.
package struct DocumentOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The policy: a file, - for standard input, or JSON text itself.", valueName: "DOC")
    )
    package var document: String

    package init() {}

    /// The policy's text.
    func text(in context: DrydockContext) throws -> String { try context.document(document) }
}

/// `KEY=VALUE` as it stands on a command line.
enum KeyValue {
    static func pairs(_ texts: [String]) throws(UsageError) -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            let (key, value) = try split(text)
            guard pairs.updateValue(value, forKey: key) == nil else {
                throw UsageError(description: "'\(key)' is given twice; give each key once")
            }
        }
        return pairs
    }

    static func split(_ text: String) throws(UsageError) -> (key: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw UsageError(description: "'\(text)' is not KEY=VALUE; write it with an equals sign")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}

/// A verb that changes identities or policies.
protocol IAMChangingVerb: DrydockVerb {
    var place: IAMPlaceOptions { get }

    func change(in context: DrydockContext) throws -> any IAMChange
}

extension IAMChangingVerb {
    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let verb = ChangeIdentities(account: place.account, try change(in: context))
        let done = try await context.control(at: place.target.endpoint).call(verb)
        terminal.echo(done.summary)
    }
}
