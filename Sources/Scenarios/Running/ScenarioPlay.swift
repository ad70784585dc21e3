import AWSCore
import CurlHTTP
import Determinism
import DrydockCommands
import Emulator
import Foundation
import NIOCore
import World

/// One scenario, played from its first step to its last or to the first that fails.
struct ScenarioPlay: Sendable {
    let scenario: Scenario
    let surroundings: ScenarioRunner.Surroundings
    let driver: CurlDriver
    let group: any EventLoopGroup

    func result() async -> ScenarioResult {
        let missing = scenario.frontMatter.requires.filter { !surroundings.hasProgram($0) }
        guard missing.isEmpty else { return ScenarioResult(file: scenario.file, verdict: .skipped(missing: missing)) }
        do {
            try checkClock()
            try Task.checkCancellation()
            let (world, yaml) = try loadWorld()
            return try await play(world, yaml)
        } catch {
            if Task.isCancelled { return ScenarioResult(file: scenario.file, verdict: .interrupted(at: nil)) }
            return ScenarioResult(file: scenario.file, verdict: .wrong("\(error)"))
        }
    }

    private func play(_ world: World, _ yaml: String) async throws -> ScenarioResult {
        let frontMatter = scenario.frontMatter
        let clock = frontMatter.clock.map { WorldClock.standing(at: $0) } ?? .running()
        let seed = frontMatter.seed ?? (scenario.file as NSString).lastPathComponent
        let emulator = try await ScenarioEmulator.start(
            world: world,
            yaml: yaml,
            clock: clock,
            randomness: .seeded(seed + "/emulator"),
            now: surroundings.now(),
            version: DrydockVersion.current,
            temporaryFolder: surroundings.sandboxes.temporaryFolder,
            worldFolder: worldFolder,
            group: group,
            responder: surroundings.responder
        )
        do {
            let sandbox = try Sandbox(
                name: surroundings.sandboxName(),
                shownHome: frontMatter.home ?? "/home/" + (frontMatter.identity ?? "user"),
                seed: seed,
                columns: frontMatter.columns,
                endpoint: emulator.endpoint,
                authorityPEM: emulator.authorityPEM,
                in: surroundings.sandboxes,
                client: surroundings.client
            )
            defer { sandbox.remove() }
            try writeIdentity(of: world, to: sandbox)
            try sandbox.initialiseClient(clock: clock)
            let steps = StepRunner(
                sandbox: sandbox,
                emulator: emulator,
                clock: clock,
                driver: driver,
                hasOtherClient: surroundings.client != nil
            )
            try await steps.initialiseOtherClient()
            let matcher = Matcher(tables: frontMatter.tables, constants: constants(yaml))
            let result = try await run(steps, matcher, sandbox)
            await emulator.stop()
            return result
        } catch {
            await emulator.stop()
            throw error
        }
    }

    private func run(_ runner: StepRunner, _ start: Matcher, _ sandbox: Sandbox) async throws -> ScenarioResult {
        var matcher = start
        var transcripts: [Transcript] = []
        var skips = scenario.skips
        for item in scenario.items {
            guard case .step(let step) = item else {
                if case .file(let file) = item { try write(file, to: sandbox) }
                continue
            }
            let missing = step.requires.filter { !surroundings.hasProgram($0) }
            if !missing.isEmpty {
                let reason = "\(missing.joined(separator: ", ")) not found"
                skips.append(Scenario.Skip(file: step.file, line: step.line, reason: reason))
                continue
            }
            let command = matcher.command(of: step)
            let failure: StepFailure?
            switch try await runner.run(command, number: transcripts.count + 1, answers: step.answers) {
            case .shown(let transcript, let unanswered, let unread):
                transcripts.append(transcript)
                let troubles = PromptTroubles(of: step, unanswered: unanswered, unread: unread)
                failure = troubles.added(to: matcher.check(step, transcript), step, command, transcript)
            case .ended(let transcript, let reason):
                transcripts.append(transcript)
                failure = StepFailure(step: step, command: command, transcript: transcript, reason: reason)
            case .interrupted:
                return ScenarioResult(
                    file: scenario.file,
                    verdict: .interrupted(at: step),
                    steps: transcripts.count,
                    skips: skips,
                    transcripts: transcripts
                )
            }
            if let failure {
                return ScenarioResult(
                    file: scenario.file,
                    verdict: .failed(failure),
                    steps: transcripts.count,
                    skips: skips,
                    transcripts: transcripts,
                    circumstances: await circumstances(runner.emulator.emulator)
                )
            }
        }
        return ScenarioResult(
            file: scenario.file,
            verdict: .passed,
            steps: transcripts.count,
            skips: skips,
            transcripts: transcripts
        )
    }

    private func write(_ file: FileBlock, to sandbox: Sandbox) throws {
        do {
            try sandbox.write(file.contents, to: file.name)
        } catch {
            throw PageError(
                file: scenario.file,
                line: file.line,
                reason: "file=\(file.name) cannot be written into the sandbox's home: \(error)"
            )
        }
    }

    /// The texts in which nothing is a variable.
    private func constants(_ yaml: String) -> [String] {
        let frontMatter = scenario.frontMatter
        let values = [frontMatter.identity, frontMatter.region, frontMatter.home, frontMatter.seed]
        return [yaml] + values.compactMap(\.self) + scenario.files.map(\.contents)
    }

    /// The last calls that the emulator recorded, and why the last of them was denied that signature, token or a policy
    /// denied, for a reader who looks for the cause.
    private func circumstances(_ emulator: Emulator) async -> [String] {
        var events: [Event] = []
        var next = 0
        while case .success(.events(let page)) = await emulator.control(.events(after: next)) {
            events += page.events
            next = page.next
            if !page.hasMore { break }
        }
        guard !events.isEmpty else { return [] }
        var lines = ["last events:"] + events.suffix(6).map { "  " + Excerpt.line(EventLine.text($0)) }
        if case .success(.explained(let explained)) = await emulator.control(.explain(.lastDenied)) {
            lines += ["the last denial:"] + explained.report.map { $0.isEmpty ? $0 : "  " + Excerpt.line($0) }
        }
        return lines
    }

    // MARK: Conditions

    /// Programs from outside live in real time, so a page whose clock stands still may not run any.
    private func checkClock() throws(PageError) {
        guard scenario.frontMatter.clock != nil else { return }
        let hasOtherClient = surroundings.client != nil
        guard
            let step = scenario.steps.first(where: {
                StepRunner.needsShell($0.command, hasOtherClient: hasOtherClient)
            })
        else { return }
        let isOurs = !StepRunner.needsShell(step.command, hasOtherClient: false)
        throw PageError(
            file: step.file,
            line: step.line,
            reason: "`\(step.command)` "
                + (isOurs ? "is run by the program that --client names" : "needs a shell")
                + ", which lives in real time: take `clock:` out of the front matter, or the step away"
        )
    }

    /// The path of the world's file; nil for the standard world.
    private var worldFile: String? {
        scenario.frontMatter.world.map { name in
            let folder = (surroundings.absolute(scenario.frontMatterFile) as NSString).deletingLastPathComponent
            return name.hasPrefix("/") ? name : folder + "/" + name
        }
    }

    private var worldFolder: String { worldFile.map { ($0 as NSString).deletingLastPathComponent } ?? "/" }

    private func loadWorld() throws -> (World, String) {
        guard let name = scenario.frontMatter.world, let path = worldFile else {
            return (World.standard(), World.standardYAML)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PageError(
                file: scenario.frontMatterFile,
                line: 1,
                reason: "the world file \(name) cannot be read; the path is relative to this file"
            )
        }
        let yaml = String(decoding: data, as: UTF8.self)
        return (try World.load(yaml: yaml, fileName: name), yaml)
    }

    private func writeIdentity(of world: World, to sandbox: Sandbox) throws {
        let frontMatter = scenario.frontMatter
        var key: AccessKey?
        if let identity = frontMatter.identity {
            let accounts = world.accounts.sorted { $0.key < $1.key }.map(\.value)
            key = accounts.lazy.compactMap { $0.users[identity]?.accessKeys.first { $0.isActive } }.first
            if key == nil {
                throw PageError(
                    file: scenario.frontMatterFile,
                    line: 1,
                    reason: "identity '\(identity)' is not a user of the world with an active access key"
                )
            }
        }
        try sandbox.writeIdentity(
            accessKeyID: key?.id.value,
            secretAccessKey: key?.secret,
            region: frontMatter.region
        )
    }
}
