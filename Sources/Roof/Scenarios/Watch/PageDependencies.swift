import Foundation
import Glibc

/// The files by which an entry of a plan is what it is: the page, its companion, the pages that it uses, its world.
struct PageDependencies: Sendable {
    /// Absolute paths.
    let files: [String]

    /// - Parameter absolute: makes an absolute path of one that the run was given.
    init(_ entry: Plan.Entry, absolute: (String) -> String) {
        var files: [String] = [entry.id.page]
        switch entry {
        case .settled(let outcome):
            files.append(outcome.file)
            if case .wrong(let problem) = outcome.verdict, let file = problem.file { files.append(file) }
        case .play(let instance):
            let scenario = instance.scenario
            files +=
                [scenario.file, scenario.frontMatterFile] + scenario.steps.map(\.file) + scenario.files.map(\.file)
            if let world = scenario.frontMatter.world {
                let folder = (absolute(scenario.frontMatterFile) as NSString).deletingLastPathComponent
                files.append(world.hasPrefix("/") ? world : folder + "/" + world)
            }
        }
        self.files = Set(files.map(absolute)).sorted()
    }

    /// The folders in which files are.
    static func folders(of files: some Sequence<String>) -> [String] {
        Set(files.map { ($0 as NSString).deletingLastPathComponent }).sorted()
    }

    /// What tells the files' contents from earlier ones.
    var state: [FileState] { files.map(FileState.init) }
}

/// What the file system says of a file that changes with its contents.
struct FileState: Sendable, Equatable {
    private let numbers: [Int64]

    init(_ path: String) {
        var facts = stat()
        numbers =
            stat(path, &facts) == 0
            ? [Int64(facts.st_ino), Int64(facts.st_size), Int64(facts.st_mtim.tv_sec), Int64(facts.st_mtim.tv_nsec)]
            : []
    }
}
