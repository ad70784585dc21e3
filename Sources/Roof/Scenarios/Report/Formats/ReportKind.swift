import Foundation

/// The forms in which a run is written to a file: a row each.
enum ReportKind: String, CaseIterable, Sendable {
    case junit
    case json
    case tap
    case html

    /// The file's contents.
    func data(_ run: RunOutcome) throws -> Data {
        switch self {
        case .junit: Data(JUnitReport(run).text.utf8)
        case .json: try run.json()
        case .tap: Data(TAPReport(run).text.utf8)
        case .html: Data(HTMLReport(run).text.utf8)
        }
    }
}
