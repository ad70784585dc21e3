/// What a line gave a command: a value for each of its parameters.
struct CommandInput: Sendable {
    private let values: [String: any Sendable]

    /// The value of a parameter that the command declares; its default where the line did not have it.
    subscript<Value>(parameter: Parameter<Value>) -> Value {
        values[parameter.declaration.key] as? Value ?? parameter.fallback
    }

    /// Whether the line had the parameter.
    func has(_ parameter: some CommandParameter) -> Bool { values[parameter.declaration.key] != nil }

    /// Reads the words behind a command's name; nil where they ask for help.
    ///
    /// Values are checked in click's order: parameters as they come on the line, then those that are missing as the
    /// command declares them.
    ///
    /// - Throws: ``CommandLineError``.
    init?(_ words: [String], for command: Command) throws(CommandLineError) {
        let options = command.options
        let line = try ClickParser(
            options.map(\.syntax) + [.help],
            passesUnknownOptions: command.passesUnknownOptions
        ).parse(words)
        if line.options.contains(where: { $0.option == options.count }) { return nil }

        var given: [String: [String]] = [:]
        var order: [ParameterDeclaration] = []
        for (index, value) in line.options {
            let option = options[index]
            if given[option.key] == nil { order.append(option) }
            given[option.key, default: []].append(value)
        }
        var rest = line.arguments[...]
        for argument in command.declarations {
            guard case .argument(let isVariadic) = argument.kind else { continue }
            let taken = isVariadic ? rest : rest.prefix(1)
            rest = rest.dropFirst(taken.count)
            guard !taken.isEmpty else { continue }
            given[argument.key] = Array(taken)
            order.append(argument)
        }
        order += command.declarations.filter { given[$0.key] == nil }

        var values: [String: any Sendable] = [:]
        for parameter in order {
            guard let words = given[parameter.key] else {
                guard !parameter.isRequired else { throw .missing(parameter) }
                continue
            }
            do throws(CommandLineError) {
                values[parameter.key] = try parameter.convert(words)
            } catch {
                throw .invalidValue(of: parameter.hint, error.message)
            }
        }
        guard rest.isEmpty else { throw .unexpectedArguments(Array(rest)) }
        self.values = values
    }
}

extension ParameterDeclaration {
    /// What a line has to look like.
    fileprivate var syntax: ClickParser.Option {
        if case .flag = kind { return ClickParser.Option(names, takesValue: false) }
        return ClickParser.Option(names, takesValue: true)
    }
}
