import Foundation
import Glibc

/// A file that a run is reported to, as an option names it: `junit=FILE`.
struct ReportFile: Sendable {
    let kind: ReportKind
    /// The path as the option has it.
    let name: String
    private let path: String
    /// Whether the file is made anew; otherwise it is a pipe or a device, and is written to.
    private let isReplaced: Bool

    /// - Throws: ``OptionProblem`` for what is not a form and a path.
    init(option text: String, workingDirectory: String) throws(OptionProblem) {
        let equals = text.firstIndex(of: "=") ?? text.endIndex
        guard let kind = ReportKind(rawValue: String(text[..<equals])), equals < text.endIndex else {
            let kinds = ReportKind.allCases.map { "\($0.rawValue)=FILE" }.joined(separator: ", ")
            throw OptionProblem("--report \(text) is not a report: there are \(kinds)")
        }
        self.kind = kind
        name = String(text[text.index(after: equals)...])
        guard !name.isEmpty else { throw OptionProblem("--report \(text) names no file; write \(text)FILE") }
        let absolute = name.hasPrefix("/") ? name : workingDirectory + "/" + name
        var facts = stat()
        let type = stat(absolute, &facts) == 0 ? facts.st_mode & S_IFMT : S_IFREG
        isReplaced = type == S_IFREG || type == S_IFDIR
        path = isReplaced ? Self.behindLinks(absolute) : absolute
    }

    /// The files of several options.
    ///
    /// - Throws: ``OptionProblem`` also where one cannot be written, or two are the same.
    static func files(_ options: [String], workingDirectory: String) throws(OptionProblem) -> [ReportFile] {
        var files: [ReportFile] = []
        for option in options {
            let file = try ReportFile(option: option, workingDirectory: workingDirectory)
            if files.contains(where: { $0.path == file.path && file.isReplaced }) {
                throw OptionProblem("--report names the file \(file.name) twice; leave one of them out")
            }
            try file.check()
            files.append(file)
        }
        return files
    }

    /// The file that links lead to, whether it is there or not: they stay, and it is made anew.
    private static func behindLinks(_ path: String) -> String {
        var path = path
        // As many as the system follows.
        for _ in 0..<40 {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { break }
            let folder = (path as NSString).deletingLastPathComponent
            path = target.hasPrefix("/") ? target : folder + "/" + target
        }
        return (path as NSString).standardizingPath
    }

    private func check() throws(OptionProblem) {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw problem("it is a folder")
        }
        guard isReplaced else {
            if files.isWritableFile(atPath: path) { return }
            throw problem("you may not write to it")
        }
        let folder = (path as NSString).deletingLastPathComponent
        guard files.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw problem("its folder is not there; make it")
        }
        guard files.isWritableFile(atPath: folder) else { throw problem("you may not write in its folder") }
    }

    /// Writes the report, whole or not at all.
    ///
    /// - Throws: ``OptionProblem``.
    func write(_ run: RunOutcome) throws(OptionProblem) {
        do {
            let data = try kind.data(run)
            guard isReplaced else {
                let file = try FileHandle(forWritingTo: URL(filePath: path))
                try file.write(contentsOf: data)
                try file.close()
                return
            }
            try data.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw problem("check that there is room and that you may write there")
        }
    }

    private func problem(_ reason: String) -> OptionProblem {
        OptionProblem("--report \(kind.rawValue)=\(name) cannot be written: \(reason)")
    }
}
