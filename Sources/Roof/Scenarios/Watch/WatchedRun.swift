/// Plays pages again whenever they, or what they are made of, change.
struct WatchedRun {
    /// Makes the plan anew; nil where that cannot be, of which it has told.
    let plan: () -> Plan?
    let absolute: (String) -> String
    /// Folders that are watched besides those of the pages: new pages come there.
    let folders: [String]
    /// Plays a plan and says how it went.
    let play: (Plan) async -> Void
    /// Says that the run waits, and how many files it looks at.
    let tell: (Int) -> Void

    /// Goes on until the task is cancelled.
    ///
    /// - Throws: ``OptionProblem``, where nothing can be watched.
    func run() async throws {
        var known: [InstanceID: [FileState]] = [:]
        var files: Set<String> = []
        while !Task.isCancelled {
            let first = plan()
            let dependencies = (first?.entries ?? []).map { PageDependencies($0, absolute: absolute) }
            if first != nil { files = Set(dependencies.flatMap(\.files)) }
            let watch = try FolderWatch(Set(PageDependencies.folders(of: files) + folders).sorted())
            // The pages are read after their states, and both after the watch has begun: what changes in between is seen.
            let states = Dictionary(
                zip((first?.entries ?? []).map(\.id), dependencies.map(\.state)),
                uniquingKeysWith: { first, _ in first }
            )
            if first != nil, let plan = plan() {
                let changed = plan.filtered { states[$0.id] != known[$0.id] }
                known = states
                if !changed.entries.isEmpty { await play(changed) }
            }
            if Task.isCancelled { return }
            tell(files.count)
            guard try await watch.change() else { return }
        }
    }
}
