import AWSProtocols
import Foundation
import IAM

@testable import Emulator

/// `docs/coverage.md`: what there is of each operation. Every column is read off the table of operations, the sources,
/// the record of what AWS does, or the pages that are replayed.
struct CoveragePage {
    private let root: String
    private let sources: [String: String]
    /// The texts of the pages, by their path.
    private let pages: [String: String]
    /// The errors of operations, as docs/aws/ecr.md and docs/aws/ecr-public.md list them.
    private let errors: [Surface: [String: [String]]]

    init(root: String) throws {
        self.root = root
        sources = try Self.texts(below: "Sources/Emulator", ending: ".swift", in: root)
        pages = try Self.texts(below: "scenarios", ending: ".md", in: root).filter { !$0.key.hasSuffix("README.md") }
        errors = [
            .ecr: Self.errors(in: try String(contentsOfFile: root + "/docs/aws/ecr.md", encoding: .utf8)),
            .ecrPublic: Self.errors(in: try String(contentsOfFile: root + "/docs/aws/ecr-public.md", encoding: .utf8)),
        ]
    }

    private static func texts(below folder: String, ending: String, in root: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        let files = FileManager.default.enumerator(atPath: root + "/" + folder)
        while let path = files?.nextObject() as? String {
            guard path.hasSuffix(ending) else { continue }
            texts[folder + "/" + path] = try String(contentsOfFile: "\(root)/\(folder)/\(path)", encoding: .utf8)
        }
        return texts
    }

    private static func errors(in text: String) -> [String: [String]] {
        var errors: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 7, let name = cells[1].firstMatch(of: #/^[A-Z][A-Za-z]+/#) else { continue }
            errors[String(name.output)] = cells[5].split(separator: ", ").map { error in
                switch error {
                case "I": "InvalidParameter"
                case "V": "Validation"
                default: String(error)
                }
            }
        }
        return errors
    }

    func text() throws -> String {
        let rows = try OperationTable().operations
        func section(_ title: String, _ surface: Surface, _ note: String = "") -> String {
            let all = rows.filter { $0.surface == surface }.sorted { $0.name < $1.name }
            let listed = [.s3, .eks, .iam, .organizations].contains(surface) ? all.filter(\.isSupported) : all
            let others = all.count - listed.count
            let end =
                others == 0 ? "" : "\n\(others) other operations are authenticated and authorised, and answer 501.\n"
            return "\n## \(title)\n\n" + note
                + "| operation | validated | authorised | behaviour | errors | persisted | page |\n"
                + "|---|---|---|---|---|---|---|\n" + listed.map(line).joined() + end
        }
        return Self.head + section("ECR", .ecr) + section("ECR Public", .ecrPublic) + section("STS", .sts)
            + section("IAM", .iam)
            + section("The registry", .registry, "A row is a route of the OCI registry.\n\n")
            + section("The registry of ECR Public", .publicRegistry, "A row is a route of `public.ecr.aws`.\n\n")
            + section("S3", .s3)
            + section("EKS", .eks)
            + section("Organizations", .organizations)
    }

    private static let head = """
        # What is covered

        Made by `make coverage` from the table of operations; a test compares. What the words mean:

        | column | what it says, and where it is read off |
        |---|---|
        | validated | the members of the input that the operation declares, those of structures included, and the constraints on them |
        | authorised | the actions that IAM is asked; none where AWS asks none |
        | behaviour | `yes`: it does what AWS's does; `501`: it is authenticated and authorised, and then not supported |
        | errors | how many of the errors that [docs/aws/ecr.md](aws/ecr.md#operations) and [ecr-public.md](aws/ecr-public.md#operations) list for it the emulator has, and which it has not |
        | persisted | the file of a [data folder](../docs/emulator.md#state) that keeps what it changes; `reads` where it changes nothing |
        | page | a page that is replayed and has the call, and how many others have it |

        """

    private func line(_ row: OperationRow) -> String {
        let cells = [
            row.name, validated(row), authorised(row), row.isSupported ? "yes" : "501",
            raised(row), row.isSupported ? persisted(row) : "–", page(row),
        ]
        return "| " + cells.joined(separator: " | ") + " |\n"
    }

    private func validated(_ row: OperationRow) -> String {
        let members = row.input()
        guard !members.isEmpty else { return "–" }
        return "\(members.count), \(members.reduce(0) { $0 + $1.constraints.count })"
    }

    private func authorised(_ row: OperationRow) -> String {
        switch row.access {
        case .actions(let actions): actions.map { "`\($0)`" }.joined(separator: " ")
        case .noPermissionNeeded: "–"
        case nil: "–"
        }
    }

    private func raised(_ row: OperationRow) -> String {
        guard let listed = errors[row.surface]?[row.name], row.isSupported else { return "–" }
        let absent = listed.filter { error in
            !sources.values.contains { $0.contains("\"\(error)Exception\"") }
        }
        return absent.isEmpty
            ? "\(listed.count)"
            : "\(listed.count - absent.count) of \(listed.count), not \(absent.joined(separator: ", "))"
    }

    /// What the sources of the operation call that changes something: its own, and those of the types that it names.
    private func persisted(_ row: OperationRow) -> String {
        // Operations of IAM and of AWS Organizations have this in their names, and keep whatever they change.
        if row.surface == .iam || row.surface == .organizations {
            return ["Get", "List", "Describe", "Simulate", "Resync"].contains { row.name.hasPrefix($0) }
                ? "reads" : "`state.db`"
        }
        let name = row.name.prefix(1).uppercased() + row.name.dropFirst()
        // Where the public service does it in its own way, its type has a name of its own.
        let names = row.surface == .ecrPublic ? ["Public" + name, name] : [name]
        let files = names.lazy.map { name in sources.filter { $0.key.hasSuffix("/\(name).swift") } }
        let own = (files.first { !$0.isEmpty } ?? [:]).values.joined()
        let words = Set(own.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        let helpers = sources.filter { path, _ in
            let file = path.split(separator: "/").last.map { String($0.dropLast(6)) } ?? ""
            // What lifecycle policies do happens before a call, whichever it is.
            return words.contains(file) && file != name && file != "LifecycleRun"
                && Self.helpers.contains { path.contains($0) }
        }
        let all = own + helpers.values.joined()
        let kept = [
            ("state.db", #/updateRegistry|\.update\(call\)|call\.change|SessionIssue|\.create\(in:|world\.delete/#),
            (
                "registry.db",
                #/setArchived|deleteImage|\.deleteRepository|deleteLayer|putImage|startScan|mountLayer|upload\.finish|recordPull/#
            ),
        ].filter { all.contains($0.1) }.map { "`\($0.0)`" }
        if !kept.isEmpty { return kept.joined(separator: " ") }
        let isUpload = all.contains(#/startUpload|call\.upload\(|UploadBody|upload\.cancel|discard\(/#)
        return isUpload ? "an upload, in memory" : "reads"
    }

    /// The folders of what operations share with others.
    private static let helpers = ["/STSService/", "/Images/", "/BlobMounting.swift", "/CreateOnPush.swift"]

    private func page(_ row: OperationRow) -> String {
        let service =
            switch row.surface {
            case .registry: "ecr"
            case .ecrPublic, .publicRegistry: "ecr-public"
            default: "\(row.surface)"
            }
        let isRegistry = row.surface == .registry || row.surface == .publicRegistry
        guard row.surface != .layers else { return "–" }
        let words = row.name.reduce("") { $0 + ($1.isUppercase && !$0.isEmpty ? "-" : "") + $1.lowercased() }
        let call = "aws \(service) \(words)"
        let event = "\(service):\(row.eventName)"
        func has(_ text: String, _ words: String) -> Bool {
            text.ranges(of: words).contains { range in
                guard range.upperBound < text.endIndex else { return true }
                let next = text[range.upperBound]
                return !next.isLetter && next != "-"
            }
        }
        let typed = pages.filter { !isRegistry && has($0.value, call) }.keys
        let shown = pages.filter { has($0.value, event) }.keys
        let all = Set(typed).union(shown)
        guard let first = typed.min(by: Self.before) ?? shown.min(by: Self.before) else { return "–" }
        let name = first.split(separator: "/").last.map { String($0.dropLast(3)) } ?? first
        return "[\(name)](../\(first))" + (all.count > 1 ? ", \(all.count - 1) more" : "")
    }

    /// Pages about what can be done stand before those about refusals.
    private static func before(_ left: String, _ right: String) -> Bool {
        let (isRefused, isOtherRefused) = (left.contains("/permission-denied/"), right.contains("/permission-denied/"))
        return isRefused == isOtherRefused ? left < right : isOtherRefused
    }
}
