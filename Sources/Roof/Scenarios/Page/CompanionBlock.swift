/// What a companion file says about one block of its page.
package struct CompanionBlock: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        /// The block's commands are run. Where it shows a terminal, so is what they print.
        case run
        /// The block shows what the last command of another block prints.
        case output(of: Int)
        /// The block shows the commands of another one with placeholders; it is checked against that and not run.
        case template(of: Int)
        /// The block is left out.
        case skip(reason: String)
    }

    /// The block's place among all fenced blocks of the page, counted from 1.
    package let ordinal: Int
    /// The block's first line, blanks around it gone.
    package let first: String
    package let action: Action
    /// What stands for each placeholder, and for `...`, in the block's commands.
    package let values: [String: String]
    /// Commands that are run before the block's own.
    package let before: [SetUpCommand]
    /// The block's commands that are left out, by their place in the block counted from 1, and why.
    package let except: [Int: String]
    /// What is typed at the prompts of a command, by its place in the block counted from 1.
    package let answers: [Int: [TypedAnswer]]
    /// Programs without which the block is left out.
    package let requires: [String]
    /// The command that each line of the block is a part of, where they are not commands: `{line}` stands for the line,
    /// and `{number}` for its number among them.
    package let command: String?
    /// The line of the companion file.
    package let line: Int

    /// A command of the companion's own.
    package struct SetUpCommand: Sendable, Equatable {
        package let command: String
        package let line: Int
    }

    private static let keys = [
        "block", "first", "do", "skip", "values", "before", "except", "answers", "requires", "command",
    ]

    init(_ mapping: YAMLMapping) throws(PageError) {
        try mapping.allowOnly(Self.keys)
        line = mapping.line
        guard let number = try mapping.text("block"), let ordinal = Int(number), ordinal > 0 else {
            throw PageError(file: mapping.file, line: mapping.line, reason: "`block:` takes the block's number, from 1")
        }
        guard let first = try mapping.text("first") else {
            throw PageError(
                file: mapping.file,
                line: mapping.line,
                reason: "block \(ordinal) has no `first:`, the block's first line"
            )
        }
        self.ordinal = ordinal
        self.first = first
        action = try Self.action(mapping)
        var values: [String: String] = [:]
        if let given = try mapping.mapping("values") {
            for entry in given.keys { values[entry.key] = try given.text(entry.key) ?? "" }
        }
        self.values = values
        before = try mapping.texts("before").map { SetUpCommand(command: $0.text, line: $0.line) }
        requires = try mapping.texts("requires").map(\.text)
        command = try mapping.text("command")
        if let command, !command.contains("{line}") {
            throw PageError(file: mapping.file, line: mapping.line, reason: "`command:` has no `{line}` in it")
        }
        var except: [Int: String] = [:]
        for exception in try mapping.mappings("except") {
            try exception.allowOnly(["command", "skip"])
            guard let text = try exception.text("command"), let number = Int(text), number > 0,
                let reason = try exception.text("skip"), !reason.isEmpty
            else {
                throw PageError(
                    file: mapping.file,
                    line: exception.line,
                    reason: "`except:` takes `command:`, the command's number in the block, and `skip:`, the reason"
                )
            }
            except[number] = reason
        }
        self.except = except
        answers = try Self.answers(mapping)
        if action != .run,
            let entry = ["before", "except", "answers", "requires", "command"].lazy.compactMap(mapping.entry).first
        {
            throw mapping.error(entry, "'\(entry.key)' belongs to a block with `do: run`")
        }
    }

    private static func answers(_ mapping: YAMLMapping) throws(PageError) -> [Int: [TypedAnswer]] {
        var answers: [Int: [TypedAnswer]] = [:]
        for answer in try mapping.mappings("answers") {
            try answer.allowOnly(["command", "typed"])
            let typed = try answer.texts("typed")
            guard let text = try answer.text("command"), let number = Int(text), number > 0, !typed.isEmpty else {
                throw PageError(
                    file: mapping.file,
                    line: answer.line,
                    reason:
                        "`answers:` takes `command:`, the command's number in the block, and `typed:`, a list of texts"
                )
            }
            answers[number] = typed.map { TypedAnswer(text: $0.text, file: mapping.file, line: $0.line) }
        }
        return answers
    }

    private static func action(_ mapping: YAMLMapping) throws(PageError) -> Action {
        let reason = try mapping.text("skip")
        guard let text = try mapping.text("do") else {
            guard let reason, !reason.isEmpty else {
                throw PageError(
                    file: mapping.file,
                    line: mapping.line,
                    reason: "a block takes `do:` (run, output of N, template of N) or `skip:` with the reason"
                )
            }
            return .skip(reason: reason)
        }
        let words = text.split(separator: " ")
        if reason == nil, words == ["run"] { return .run }
        if reason == nil, words.count == 3, words[1] == "of", let number = Int(words[2]) {
            if words[0] == "output" { return .output(of: number) }
            if words[0] == "template" { return .template(of: number) }
        }
        throw PageError(
            file: mapping.file,
            line: mapping.entry("do")?.line ?? mapping.line,
            reason: "`do: \(text)` is none of run, output of N, template of N"
                + (reason == nil ? "" : ", or stands beside `skip:`")
        )
    }
}
