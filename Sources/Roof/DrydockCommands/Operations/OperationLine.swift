import AWSProtocols
import Emulator

/// The command line of an operation: `put-user-policy --user-name ravi …`.
struct OperationLine {
    let operation: OperatedOperation
    /// By the names of members.
    private(set) var parameters: [String: JSONValue] = [:]
    private(set) var place: [OperationPlaceOption: String] = [:]
    private(set) var asksForHelp = false

    /// - Parameter words: what follows the operation's name.
    init(
        _ operation: OperatedOperation,
        of service: OperatedService,
        _ words: ArraySlice<String>,
        in context: DrydockContext
    ) throws(UsageError) {
        self.operation = operation
        let command = "drydock \(service.rawValue) \(OptionName.of(operation.name))"
        let members = Dictionary(operation.members(at: []).map { ("--" + OptionName.of($0.name), $0) }) { $1 }
        if words.contains("--help") || words.contains("-h") {
            asksForHelp = true
            return
        }
        var words = words
        while let word = words.popFirst() {
            guard word.hasPrefix("--") else {
                throw UsageError(description: "'\(word)' stands behind no option; see \(command) --help")
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let option = String(parts[0])
            var values = parts.count > 1 ? [String(parts[1])] : []
            let given = parts.count > 1
            if let member = members[option] {
                if member.kind == .boolean, !given {
                    try put(.bool(true), for: member, option)
                    continue
                }
                while !given, let next = words.first, !next.hasPrefix("--") {
                    guard values.isEmpty || member.kind == .texts || member.kind == .structures else { break }
                    values.append(next)
                    words.removeFirst()
                }
                try put(try OptionValue.value(values, of: member, operation, option, in: context), for: member, option)
            } else if option.hasPrefix("--no-"), !given, let member = members["--" + option.dropFirst("--no-".count)],
                member.kind == .boolean
            {
                try put(.bool(false), for: member, option)
            } else if let known = OperationPlaceOption(rawValue: option) {
                guard let value = values.first ?? words.popFirst() else {
                    throw UsageError(description: "\(option) has no value; give \(known.valueName)")
                }
                guard place.updateValue(value, forKey: known) == nil else {
                    throw UsageError(description: "\(option) is given twice; give it once")
                }
            } else {
                let known = members.keys.sorted() + OperationPlaceOption.allCases.map(\.rawValue)
                throw UsageError(
                    description: "\(command) has no option \(option); "
                        + SimilarNamesHint.text(for: option, among: known)
                )
            }
        }
        let missing = operation.members(at: []).filter { $0.isRequired && parameters[$0.name] == nil }
        guard missing.isEmpty else {
            let options = missing.map { "--" + OptionName.of($0.name) }.joined(separator: ", ")
            throw UsageError(description: "\(command) needs \(options); see \(command) --help")
        }
    }

    private mutating func put(_ value: JSONValue, for member: InputDeclaration, _ option: String) throws(UsageError) {
        guard parameters.updateValue(value, forKey: member.name) == nil else {
            throw UsageError(description: "\(option) is given twice; give it once")
        }
    }
}

/// What every operation's command takes besides the members of its input.
enum OperationPlaceOption: String, CaseIterable {
    case account = "--account"
    case region = "--region"
    case endpoint = "--endpoint"
    case query = "--query"
    case output = "--output"

    var valueName: String {
        switch self {
        case .account: "ID"
        case .region: "NAME"
        case .endpoint: "URL"
        case .query: "PATH"
        case .output: "json|text"
        }
    }

    var help: String {
        switch self {
        case .account: "The account, where the world leaves it in doubt."
        case .region: "The region, where the account has several registries."
        case .endpoint:
            "The emulator, such as http://127.0.0.1:4566; otherwise DRYDOCK_ENDPOINT, or port 4566 of this machine."
        case .query: "Print a member only: AccessKey.AccessKeyId."
        case .output: "As JSON, which is the default, or a single value as plain text."
        }
    }
}
