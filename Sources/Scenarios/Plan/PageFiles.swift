import Foundation

/// Finding and reading pages and companion files.
struct PageFiles {
    let workingDirectory: String
    /// The folder of pages from elsewhere; nil where none was given.
    let pages: String?

    /// The files that `paths` name: pages and companions themselves, and all below a folder, in order.
    ///
    /// - Throws: ``ScenarioPathError`` for a path that is not there.
    func files(_ paths: [String]) throws(ScenarioPathError) -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: absolute(path), isDirectory: &isFolder) else {
                throw ScenarioPathError(description: "there is no file or folder \(path)")
            }
            guard isFolder.boolValue else {
                files.append(path)
                continue
            }
            let below = (FileManager.default.enumerator(atPath: absolute(path))?.allObjects as? [String] ?? []).sorted()
            let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
            files += below.filter(isScenario).map { trimmed + "/" + $0 }
        }
        return files
    }

    /// What is played of one file.
    ///
    /// - Parameter now: the machine's time.
    func entry(_ file: String, now: Date) -> Plan.Entry {
        let id = InstanceID(page: file)
        do {
            guard file.hasSuffix(CompanionFile.suffix) else {
                return .play(Instance(id: id, scenario: try ScenarioPage.parse(text: try text(file), file: file)))
            }
            let companion = try CompanionFile.parse(text: try text(file), file: file)
            guard let pages else {
                let missing = "\(companion.page) (name its folder with --pages)"
                return .settled(InstanceOutcome(id: id, verdict: .skipped(missing: [missing]), start: now))
            }
            let page = pages + "/" + companion.page
            let scenario = try companion.scenario(pageText: try text(page), pageFile: page)
            return .play(Instance(id: id, scenario: scenario))
        } catch {
            return .settled(InstanceOutcome(id: id, verdict: .wrong(Problem(error)), start: now))
        }
    }

    /// A folder's tables of contents are no pages.
    private func isScenario(_ name: String) -> Bool {
        name.hasSuffix(CompanionFile.suffix) || (name.hasSuffix(".md") && !name.hasSuffix("README.md"))
    }

    func text(_ file: String) throws(ScenarioPathError) -> String {
        guard let data = FileManager.default.contents(atPath: absolute(file)) else {
            throw ScenarioPathError(description: "\(file) cannot be read")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ScenarioPathError(description: "\(file) is not UTF-8 text")
        }
        return text
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : workingDirectory + "/" + path
    }
}

/// A path on the command line that leads nowhere.
struct ScenarioPathError: Error, CustomStringConvertible {
    let description: String
}
