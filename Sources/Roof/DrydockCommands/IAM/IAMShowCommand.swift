import AWSProtocols
package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock iam show`: the world's identities and policies.
package struct IAMShowCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List the world's identities, or show one with all of its policies."
    )

    @Argument(help: "A user, role, group, managed policy or repository, by name or ARN.")
    package var name: String?

    @Flag(help: "Print all that is known as JSON.")
    package var json = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let identities = try await context.control(at: target.endpoint).call(ReadIdentities(named: name))
        if json {
            terminal.echo(try JSONText.of(identities))
            return
        }
        for (index, identity) in identities.enumerated() {
            if name == nil {
                terminal.echo(identity.line)
            } else {
                if index > 0 { terminal.echo("") }
                for line in identity.lines { terminal.echo(line) }
            }
        }
    }
}

extension IdentityView {
    /// The identity on one line: its ARN, and the names of what is attached to it.
    var line: String {
        var parts = policies.map { policy in policy.group.map { "\(policy.name) (by \($0))" } ?? policy.name }
        if let boundary { parts.append("boundary \(boundary.name)") }
        let inactive = accessKeys.filter { !$0.isActive }.count
        if inactive > 0 { parts.append("\(inactive) inactive \(inactive == 1 ? "key" : "keys")") }
        return parts.isEmpty ? arn : "\(arn): \(parts.joined(separator: ", "))"
    }

    /// The identity with its documents.
    var lines: [String] {
        var lines = [arn]
        func add(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append("  \(name): \(value)")
        }
        add("unique ID", uniqueID)
        add("groups", groups.joined(separator: ", "))
        add("tags", tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", "))
        add("access keys", accessKeys.map { $0.isActive ? $0.id : "\($0.id) (inactive)" }.joined(separator: ", "))
        add("MFA devices", multiFactorDevices.joined(separator: ", "))
        add("alias", alias)
        add("role", roles?.joined(separator: ", "))
        add("versions", versions?.map { $0 == defaultVersion ? "\($0) (default)" : $0 }.joined(separator: ", "))
        add("longest session", maxSessionDuration.map { "\($0) seconds" })
        for policy in policies {
            let origin = policy.group.map { " by group \($0)" } ?? ""
            lines.append("  policy \(policy.arn ?? policy.name)\(origin):")
            lines += Self.indented(policy.document)
        }
        if let boundary {
            lines.append("  permissions boundary \(boundary.arn ?? boundary.name):")
            lines += Self.indented(boundary.document)
        }
        if let trust {
            lines.append("  trust policy:")
            lines += Self.indented(trust)
        }
        return lines
    }

    private static func indented(_ document: JSONValue) -> [String] {
        let text = (try? JSONText.of(document)) ?? ""
        return text.split(separator: "\n").map { "    " + $0 }
    }
}
