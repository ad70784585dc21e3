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

    /// What is played of one file: a page once for each row of its matrix.
    ///
    /// - Parameter now: the machine's time.
    func entries(_ file: String, now: Date) -> [Plan.Entry] {
        var errors = PageErrors()
        do {
            guard let scenarios = try scenarios(file, &errors) else {
                let page = try CompanionFile.parse(text: try text(file), file: file).page
                let verdict = InstanceOutcome.Verdict.skipped(missing: ["\(page) (name its folder with --pages)"])
                return [.settled(InstanceOutcome(id: InstanceID(page: file), verdict: verdict, start: now))]
            }
            try errors.throwFirst()
            return scenarios.map { scenario in
                .play(Instance(id: InstanceID(page: file, row: scenario.row?.name), scenario: scenario))
            }
        } catch {
            let verdict = InstanceOutcome.Verdict.wrong(Problem(error))
            return [.settled(InstanceOutcome(id: InstanceID(page: file), verdict: verdict, start: now))]
        }
    }

    /// All that is wrong with the form of one file, in the order of its lines.
    func errors(_ file: String) -> [Problem] {
        var errors = PageErrors()
        do {
            _ = try scenarios(file, &errors)
        } catch {
            return [Problem(error)]
        }
        return errors.all.sorted { ($0.line, $0.column) < ($1.line, $1.column) }.map { Problem($0) }
    }

    /// The scenarios of one file, with the steps of the pages that it uses; nil for a companion whose page is in a folder
    /// that the run was not given.
    private func scenarios(_ file: String, _ errors: inout PageErrors) throws -> [Scenario]? {
        let used = UsedPages { path throws(ScenarioPathError) in try text(path) }
        let read: [Scenario]
        if file.hasSuffix(CompanionFile.suffix) {
            let companion = try CompanionFile.parse(text: try text(file), file: file)
            guard let pages else { return nil }
            let page = pages + "/" + companion.page
            read = [try companion.scenario(pageText: try text(page), pageFile: page)]
        } else {
            read = ScenarioPage.scenarios(text: try text(file), file: file, &errors)
        }
        guard errors.all.isEmpty else { return [] }
        var scenarios: [Scenario] = []
        for scenario in read {
            let whole = errors.attempt { () throws(PageError) in try used.resolved(scenario) }
            guard let whole else { break }
            for error in whole.captureErrors { errors.add(error) }
            scenarios.append(whole)
            if !errors.all.isEmpty { break }
        }
        return scenarios
    }

    /// A folder's tables of contents are not pages.
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
