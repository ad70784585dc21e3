import Foundation

/// A program that pages run in place of another, as an option names it: `zenml=PATH`, `aws=PATH`.
struct ClientProgram {
    /// The name that pages call it by.
    let name: String
    /// The absolute path.
    let path: String

    /// The program that otherwise runs in this process.
    static let client = "zenml"
    /// The program that looks into the emulator, for which nothing can stand in.
    static let emulator = "drydock"

    static let usage = "names no program: write NAME=PATH, such as zenml=PATH, where PATH is a file that can be run"

    /// - Throws: ``OptionProblem`` where `text` names no program that can be run.
    init(_ text: String, option: String, in surroundings: ScenarioRunner.Surroundings) throws(OptionProblem) {
        let unusable = OptionProblem("\(option) \(text) \(Self.usage)")
        guard let equals = text.firstIndex(of: "=") else { throw unusable }
        name = String(text[..<equals])
        guard !name.isEmpty, name != ".", name != "..", name.utf8.allSatisfy(Self.isOfName) else { throw unusable }
        guard name != Self.emulator else {
            throw OptionProblem("\(option) \(text): \(name) looks into the emulator, and nothing can stand in for it")
        }
        path = surroundings.absolute(String(text[text.index(after: equals)...]))
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            FileManager.default.isExecutableFile(atPath: path)
        else { throw unusable }
    }

    /// The programs of several options, by name.
    static func programs(
        _ texts: [String],
        option: String,
        in surroundings: ScenarioRunner.Surroundings
    ) throws(OptionProblem) -> [String: String] {
        var programs: [String: String] = [:]
        for text in texts {
            let program = try ClientProgram(text, option: option, in: surroundings)
            if programs.updateValue(program.path, forKey: program.name) != nil {
                throw OptionProblem("\(option) names \(program.name) twice; leave one of them out")
            }
        }
        return programs
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        Character(Unicode.Scalar(byte)).isLetter && byte < 0x80 || (0x30...0x39).contains(byte)
            || "-_.+".utf8.contains(byte)
    }
}
