import AWSProtocols
import DrydockCommands
import Emulator
import Foundation

/// A request that a step made, with what the emulator decided and why.
struct HTMLRequest {
    private let event: Event

    init(_ event: Event) {
        self.event = event
    }

    var html: HTML {
        let isDenied = event.decision?.isDenial ?? false
        let kind = event.errorCode == nil ? "passed" : isDenied ? "failed" : "flaky"
        return """
            <details class="request \(kind)"><summary>\(EventLine.text(event))</summary>
            <dl>\(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" as HTML })</dl></details>

            """
    }

    private var rows: [(String, HTML)] {
        var rows: [(String, HTML)] = []
        if let caller = event.userIdentity.arn { rows.append(("Caller", "<code>\(caller)</code>")) }
        if let decision = event.decision {
            rows.append(
                (
                    "Decision",
                    "\(decision.verdict): <code>\(decision.action)</code> on <code>\(decision.resource)</code>"
                )
            )
            rows.append(("Why", "\(Self.words(decision.reason))"))
            if !decision.statements.isEmpty {
                rows.append(("Statements", "<ul>\(decision.statements.map { "<li>\($0)</li>" as HTML })</ul>"))
            }
        } else {
            rows.append(("Decision", "no policy was asked"))
        }
        if let code = event.errorCode {
            rows.append(("Answer", "<code>\(code)</code>\(event.errorMessage.map { ": \($0)" as HTML } ?? "")"))
        }
        if let detail = event.errorDetail { rows.append(("Behind it", "\(detail)")) }
        if let fault = event.fault { rows.append(("Fault", "number \(fault.number)")) }
        if let parameters { rows.append(("Parameters", "<pre tabindex=\"0\">\(parameters)</pre>")) }
        rows.append(("Request ID", "<code>\(event.requestID)</code>"))
        return rows
    }

    private var parameters: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // What was recorded is JSON already.
        return event.requestParameters.flatMap { try? encoder.encode($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A reason's name as words: `explicitDenyInSessionPolicy` as `explicit deny in session policy`.
    static func words(_ reason: String) -> String {
        reason.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
    }
}
