import Foundation
import NIOCore
import TerminalUI

/// What `drydock test` was asked for, checked: nothing is played where an option is wrong.
struct PreparedRun {
    private let command: TestCommand
    private let surroundings: ScenarioRunner.Surroundings
    private let rules: ScenarioRunner.Rules
    private let group: any EventLoopGroup
    private let terminal: Terminal
    private let files: PageFiles
    private let reports: [ReportFile]
    private let recordFile: RunRecordFile?

    /// - Throws: ``OptionProblem``.
    init(
        _ command: TestCommand,
        _ surroundings: ScenarioRunner.Surroundings,
        processors: Int,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) throws(OptionProblem) {
        if let jobs = command.jobs, !(1...10_000).contains(jobs) {
            throw OptionProblem("--jobs \(jobs) is not a number of scenarios; give 1 or more")
        }
        if command.check, !command.update {
            throw OptionProblem("--check belongs to --update; --check-format looks at the pages' form alone")
        }
        if command.update, command.checkFormat {
            throw OptionProblem("--check-format plays no page, so there is nothing to update; leave one of them out")
        }
        try command.planning.check()
        try command.failures.check()
        try Self.checkTogether(command)
        self.command = command
        self.group = group
        self.terminal = terminal
        var surroundings = surroundings
        surroundings.programs = try ClientProgram.programs(command.client, option: "--client", in: surroundings)
        self.surroundings = surroundings
        rules = ScenarioRunner.Rules(
            jobs: command.jobs ?? ScenarioRunner.Rules.usualJobs(processors: processors),
            retries: command.failures.retries ?? 0,
            endsAtFailure: command.failures.failFast
        )
        files = PageFiles(workingDirectory: surroundings.workingDirectory, pages: command.pages)
        reports = try ReportFile.files(command.reports.report, workingDirectory: surroundings.workingDirectory)
        recordFile = RunRecordFile(
            option: command.planning.durations,
            workingDirectory: surroundings.workingDirectory,
            cacheFolder: surroundings.cacheFolder
        )
    }

    /// What cannot be asked for at once.
    private static func checkTogether(_ command: TestCommand) throws(OptionProblem) {
        let alone = [("--compare", command.compare != nil), ("--least-privilege", command.leastPrivilege != nil)]
        let others: [(String, Bool)] = [
            ("--update", command.update), ("--report", !command.reports.report.isEmpty),
            ("--retries", command.failures.retries != nil), ("--fail-fast", command.failures.failFast),
            ("--watch", command.watch), ("--check-format", command.checkFormat),
        ]
        let asked = alone.filter(\.1)
        if let first = asked.first, let other = (asked.dropFirst() + others).first(where: \.1) {
            throw OptionProblem("\(first.0) and \(other.0) do not go together; leave one of them out")
        }
        if command.leastPrivilege == "" {
            throw OptionProblem("--least-privilege is empty; name a user or role of the pages' world")
        }
        if command.watch, command.planning.shard != nil || command.planning.failed {
            let other = command.planning.failed ? "--failed" : "--shard"
            throw OptionProblem("--watch and \(other) do not go together; leave one of them out")
        }
    }

    /// Plays the pages once.
    ///
    /// - Returns: the exit status.
    func once() async throws -> Int32 {
        let record = try recordFile?.read()
        let plan = try order(allPages(), record)
        guard !plan.entries.isEmpty else {
            let all = command.planning.failed ? "No page failed when it was played last." : "This part has no page."
            terminal.echo(all)
            let empty = RunOutcome([], part: plan.part)
            for report in reports { try report.write(empty) }
            return 0
        }
        let run = await play(plan, in: surroundings)
        return try report(run, record)
    }

    /// Plays the pages, and again what changes, until the task is cancelled.
    func watch() async throws -> Int32 {
        var status: Int32 = 0
        var record = try recordFile?.read()
        let folders = command.paths.map(surroundings.absolute).filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
        let run = WatchedRun(
            plan: {
                do {
                    return try allPages()
                } catch {
                    terminal.error("Error: \(error)")
                    return nil
                }
            },
            absolute: surroundings.absolute,
            folders: folders,
            play: { changed in
                do {
                    let run = await play(try order(changed, record), in: surroundings)
                    status = try report(run, record)
                    record = try recordFile?.read()
                } catch {
                    terminal.error("Error: \(error)")
                    status = 2
                }
            },
            tell: { count in terminal.echo("Watching \(CountText.of(count, "file")); Ctrl-C ends it.") }
        )
        try await run.run()
        return status
    }

    /// Plays the pages with the program that they call, and with the one that `option` names.
    func compare(with option: String) async throws -> Int32 {
        let program = try ClientProgram(option, option: "--compare", in: surroundings)
        let plan = try order(allPages(), recordFile?.read())
        let first = await play(plan, in: surroundings, namesFinished: false)
        var others = surroundings
        others.programs[program.name] = program.path
        let other = await play(plan, in: others, namesFinished: false)
        let report = ComparisonReport(first, other, program: option)
        for line in report.lines { terminal.echo(line) }
        return report.exitStatus
    }

    /// Plays the pages with nothing but what they use of the policies of `identity`.
    func proveLeastPrivilege(of identity: String) async throws -> Int32 {
        let plan = try order(allPages(), recordFile?.read())
        let proofs = await LeastPrivilegeRun(identity: identity) { plan in
            await play(plan, in: surroundings, namesFinished: false)
        }.proofs(of: plan)
        let report = LeastPrivilegeReport(proofs, of: identity)
        for line in report.lines { terminal.echo(line) }
        return report.exitStatus
    }

    /// Reads the pages, and names what is wrong with their form.
    ///
    /// - Returns: the exit status: 0, or 2 where something is.
    func checkFormat() throws -> Int32 {
        let wanted = try wantedFiles()
        let problems = wanted.flatMap(files.errors)
        for problem in problems { terminal.echo("wrong    \(problem)") }
        terminal.echo("\(CountText.of(wanted.count, "page")) read: \(CountText.of(problems.count, "mistake"))")
        return problems.isEmpty ? 0 : 2
    }

    private func wantedFiles() throws -> [String] {
        let wanted = try files.files(command.paths).filter { file in command.filter.map { file.contains($0) } ?? true }
        guard !wanted.isEmpty else {
            throw OptionProblem(
                "no scenario matches; a page ends in .md, a companion file in \(CompanionFile.suffix)"
            )
        }
        return wanted
    }

    private func allPages() throws -> Plan {
        let now = surroundings.now()
        return Plan(try wantedFiles().flatMap { files.entries($0, now: now) })
    }

    private func order(_ all: Plan, _ record: RunRecord?) throws(OptionProblem) -> Plan {
        let (plan, seed) = try command.planning.plan(
            of: all,
            record: record,
            variables: surroundings.variables,
            randomSeed: surroundings.orderSeed
        )
        if let seed { terminal.echo("Shuffled; --seed \(seed) gives this order again.") }
        return plan
    }

    private func play(
        _ plan: Plan,
        in surroundings: ScenarioRunner.Surroundings,
        namesFinished: Bool = true
    ) async -> RunOutcome {
        let live = LiveReport(total: plan.entries.count, namesFinished: namesFinished, on: terminal)
        let runner = ScenarioRunner(surroundings: surroundings, group: group, rules: rules)
        return await live.during { await runner.run(plan, observer: live.take) }
    }

    /// Says how a run went, everywhere where that is wanted.
    ///
    /// - Returns: the exit status.
    private func report(_ run: RunOutcome, _ record: RunRecord?) throws -> Int32 {
        for line in TerminalReport(run).styledLines { terminal.echo(line) }
        for report in reports { try report.write(run) }
        // The other parts must find the durations that this one found; merging writes down all of them.
        if run.part == nil {
            var record = record ?? RunRecord()
            record.take(run)
            try recordFile?.write(record)
        }
        if command.update, !run.isInterrupted {
            UpdateRun(run: run, writes: !command.check, absolute: surroundings.absolute).perform(on: terminal)
        }
        return command.failures.status(of: run)
    }
}
