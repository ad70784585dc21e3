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

/// `--user`, `--role`, `--group`: whom a policy belongs to.
package struct OwnerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The user.", valueName: "NAME"))
    package var user: String?

    @Option(help: ArgumentHelp("The role.", valueName: "NAME"))
    package var role: String?

    @Option(help: ArgumentHelp("The group.", valueName: "NAME"))
    package var group: String?

    package init() {}

    /// The one that is named; nil where none is.
    func owner() throws(UsageError) -> IAMOwner? {
        let named = [user.map(IAMOwner.user), role.map(IAMOwner.role), group.map(IAMOwner.group)]
            .compactMap(\.self)
        guard named.count < 2 else {
            throw UsageError(description: "more than one of --user, --role and --group is given; give one")
        }
        return named.first
    }

    func requiredOwner() throws(UsageError) -> IAMOwner {
        guard let owner = try owner() else {
            throw UsageError(description: "it is not said whom this is for; give --user, --role or --group and a name")
        }
        return owner
    }
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
        if let key = done.accessKey, let secret = key.secret {
            terminal.echo("  access key ID      \(key.id)")
            terminal.echo("  secret access key  \(secret)")
        }
    }
}
