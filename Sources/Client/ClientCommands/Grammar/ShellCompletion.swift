/// Completion for bash, zsh and fish by click's protocol: `_ZENML_COMPLETE=bash_source zenml` prints the shell's script,
/// which calls `zenml` again with the words of the line and completes by what that prints.
struct ShellCompletion {
    /// What can stand where the cursor is.
    struct Candidate: Equatable {
        let word: String
        let help: String
    }

    private enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    private let root: CommandGroup
    private let variables: [String: String]
    private var variable: String { "_\(root.name.uppercased())_COMPLETE" }

    init(of root: CommandGroup, variables: [String: String]) {
        (self.root, self.variables) = (root, variables)
    }

    /// What to print in place of running a command; nil where the shell does not ask.
    ///
    /// - Throws: ``CommandFailure`` for an instruction that is not one.
    func answer() throws(CommandFailure) -> String? {
        guard let instruction = variables[variable] else { return nil }
        let parts = instruction.split(separator: "_", maxSplits: 1).map(String.init)
        guard parts.count == 2, let shell = Shell(rawValue: parts[0]) else { throw unknown(instruction) }
        switch parts[1] {
        case "source": return script(shell)
        case "complete":
            return candidates(shell).map { line($0, shell) }.joined(separator: "\n")
        default: throw unknown(instruction)
        }
    }

    /// The candidates for the last of some words, which may be empty.
    func candidates(after words: [String], completing incomplete: String) -> [Candidate] {
        var group = root
        var rest = words[...]
        while let word = rest.popFirst() {
            switch group.child(word) {
            case .group(let next): group = next
            case .command(let command):
                return candidates(of: command, after: Array(rest), completing: incomplete)
            case nil: return []
            }
        }
        if incomplete.hasPrefix("-") { return matching(incomplete, [Candidate(word: "--help", help: "")]) }
        return matching(incomplete, group.children.map { Candidate(word: $0.name, help: $0.summary) })
    }

    private func candidates(
        of command: Command,
        after words: [String],
        completing incomplete: String
    ) -> [Candidate] {
        if let last = words.last, let option = command.options.first(where: { $0.names.contains(last) }),
            case .option = option.kind
        {
            return matching(incomplete, (option.choices ?? []).map { Candidate(word: $0, help: "") })
        }
        guard incomplete.hasPrefix("-") else { return [] }
        let options = command.options.map { Candidate(word: $0.key, help: $0.help) }
        return matching(incomplete, options + [Candidate(word: "--help", help: "Show this message and exit.")])
    }

    private func matching(_ incomplete: String, _ candidates: [Candidate]) -> [Candidate] {
        candidates.filter { $0.word.hasPrefix(incomplete) }
    }

    private func candidates(_ shell: Shell) -> [Candidate] {
        let words = (variables["COMP_WORDS"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        if shell == .fish {
            // Fish names the word under the cursor itself.
            return candidates(after: Array(words.dropFirst()), completing: variables["COMP_CWORD"] ?? "")
        }
        let index = Int(variables["COMP_CWORD"] ?? "") ?? words.count
        let before = words.dropFirst().prefix(max(0, index - 1))
        return candidates(after: Array(before), completing: words.indices.contains(index) ? words[index] : "")
    }

    private func line(_ candidate: Candidate, _ shell: Shell) -> String {
        switch shell {
        case .bash: "plain,\(candidate.word)"
        case .zsh: "plain\n\(candidate.word)\n\(candidate.help.isEmpty ? "_" : candidate.help)"
        case .fish: "plain,\(candidate.word)" + (candidate.help.isEmpty ? "" : "\t\(candidate.help)")
        }
    }

    private func script(_ shell: Shell) -> String {
        let name = root.name
        return switch shell {
        case .bash:
            """
            _\(name)_completion() {
                local IFS=$'\\n' answer
                answer=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \(variable)=bash_complete "$1")
                COMPREPLY=()
                for candidate in $answer; do COMPREPLY+=("${candidate#plain,}"); done
            }
            complete -o default -F _\(name)_completion \(name)
            """
        case .zsh:
            """
            #compdef \(name)
            _\(name)_completion() {
                local -a answer described
                answer=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \(variable)=zsh_complete \(name))}")
                for kind word help in ${answer}; do described+=("${word}:${help}"); done
                _describe -V \(name) described
            }
            compdef _\(name)_completion \(name)
            """
        case .fish:
            """
            function _\(name)_completion
                for candidate in (env \(variable)=fish_complete COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) \(name))
                    string replace -r '^plain,' '' -- $candidate
                end
            end
            complete --no-files --command \(name) --arguments '(_\(name)_completion)'
            """
        }
    }

    private func unknown(_ instruction: String) -> CommandFailure {
        let known = Shell.allCases.flatMap { ["\($0.rawValue)_source", "\($0.rawValue)_complete"] }
        return CommandFailure("'\(instruction)' in \(variable) is not one of \(known.joined(separator: ", ")).")
    }
}
