import Foundation

/// The folder of specifications, recorded transcripts and signing vectors beside the project's root.
///
/// It is not part of the project: a clone elsewhere does without it, and the suites that read it are then skipped.
/// `SHARED_FOLDER` names it where it stands elsewhere.
package enum SharedFolder {
    /// The folder's path; nil where there is none.
    package static let path: String? = {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared")
            .standardized
        let path = ProcessInfo.processInfo.environment["SHARED_FOLDER"] ?? beside.path
        return FileManager.default.fileExists(atPath: path + "/spec/design.md") ? path : nil
    }()

    package static var isPresent: Bool { path != nil }

    /// The text of a file in the folder.
    package static func text(_ name: String) throws -> String {
        try String(contentsOfFile: (path ?? "") + "/" + name, encoding: .utf8)
    }

    /// The names in a directory of the folder, sorted.
    package static func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: (path ?? "") + "/" + directory).sorted()
    }
}
