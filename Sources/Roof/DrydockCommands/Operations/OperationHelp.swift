import AWSProtocols
import Emulator

/// The help of a service's operations, made from what the operations declare.
enum OperationHelp {
    /// The operations of a service, one a line.
    static func lines(of service: OperatedService) -> [String] {
        [
            "OVERVIEW: Perform an operation of \(service.displayName) as the operator: nobody is asked for permission.",
            "",
            "USAGE: drydock \(service.rawValue) <operation> [options]", "",
            "The options are those of the AWS CLI: aws \(service.rawValue) <operation>.", "", "OPERATIONS:",
        ] + names(of: service).map { "  " + $0 }
    }

    static func names(of service: OperatedService) -> [String] {
        service.operations.filter(\.isSupported).map { OptionName.of($0.name) }
    }

    /// What an operation takes.
    static func lines(of operation: OperatedOperation, of service: OperatedService) -> [String] {
        let command = "drydock \(service.rawValue) \(OptionName.of(operation.name))"
        let members = operation.members(at: [])
        var lines = [
            "OVERVIEW: \(operation.name) of \(service.displayName), performed by the operator.", "",
            "USAGE: " + ([command] + members.map(usage) + ["[options]"]).joined(separator: " "),
        ]
        if !members.isEmpty { lines += ["", "PARAMETERS:"] }
        for member in members {
            lines.append("  \(synopsis(member))\(member.isRequired ? " (required)" : "")")
            let details = constraints(member) + structure(member, operation)
            lines += details.map { "      " + $0 }
        }
        lines += ["", "OPTIONS:"]
        for option in OperationPlaceOption.allCases {
            lines.append("  \(option.rawValue) <\(option.valueName)>")
            lines.append("      " + option.help)
        }
        return lines
    }

    private static func usage(_ member: InputDeclaration) -> String {
        member.isRequired ? synopsis(member) : "[\(synopsis(member))]"
    }

    private static func synopsis(_ member: InputDeclaration) -> String {
        let option = "--" + OptionName.of(member.name)
        return switch member.kind {
        case .text: option + " <text>"
        case .integer, .long: option + " <number>"
        case .boolean: option + " | --no-" + OptionName.of(member.name)
        case .blob: option + " <base64 or fileb://FILE>"
        case .texts: option + " <text> ..."
        case .structure: option + " <structure>"
        case .structures: option + " <structure> ..."
        }
    }

    private static func constraints(_ member: InputDeclaration) -> [String] {
        member.constraints.flatMap(words)
    }

    private static func words(_ constraint: InputConstraint) -> [String] {
        switch constraint {
        case .notNull: []
        case .leastLength(let least): ["at least \(least) long"]
        case .mostLength(let most): ["at most \(most) long"]
        case .leastValue(let least): ["at least \(least)"]
        case .mostValue(let most): ["at most \(most)"]
        case .pattern(let pattern): ["of the pattern \(pattern)"]
        case .values(let values): ["one of \(values.joined(separator: ", "))"]
        case .elements(let constraints): constraints.flatMap(words).map { "each " + $0 }
        case .other(let text): [text]
        }
    }

    /// How a structure is written.
    private static func structure(_ member: InputDeclaration, _ operation: OperatedOperation) -> [String] {
        guard member.kind == .structure || member.kind == .structures else { return [] }
        let names = operation.members(at: member.path).map { inner in
            switch inner.kind {
            case .structure: "\(inner.name)={…}"
            case .structures: "\(inner.name)=[{…}]"
            case .texts: "\(inner.name)=TEXT,TEXT"
            case .text, .integer, .long, .boolean, .blob: "\(inner.name)=VALUE"
            }
        }
        return ["written as \(names.joined(separator: ",")) or as JSON"]
    }
}
