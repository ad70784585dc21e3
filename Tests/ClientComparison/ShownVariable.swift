import Foundation

/// A part of a text that no two runs have in common.
struct ShownVariable: Equatable {
    enum Kind: String, CaseIterable {
        /// A UUID, or one without its hyphens or its end.
        case uuid
        /// A UUID's beginning, behind what ZenML puts before it, or as it was typed.
        case profile
        /// The key of a session.
        case key
        /// A token that stands alone in its cell.
        case token
        /// A point of time.
        case time
        /// What is left of a lifetime.
        case duration
        /// A name that the AWS library makes from the time.
        case sessionName

        fileprivate var pattern: String {
            switch self {
            case .uuid:
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8,12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
                    // As much as the name of a federated user has room for.
                    + "|(?<=zenml-connector-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{2}(?![0-9a-f])"
            case .profile: "(?<=zenml-|connector: )[0-9a-f]{8}(?![0-9a-f-])|(?<=')[0-9a-f]{8}(?=')"
            case .key: "ASIA[A-Z0-9]{16}"
            case .token: "(?<=aws_session_token  │ )[^ \\n]+"
            case .time: "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:\\+00:00)?"
            case .duration: "(?<![0-9a-z.-])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?[0-9]+[dhms](?![0-9a-z-])"
            case .sessionName: "botocore-session-[0-9]+"
            }
        }
    }

    let kind: Kind
    let text: String

    /// Both of one kind, and as alike as two runs can be.
    func resembles(_ other: ShownVariable) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .uuid, .profile: return text.utf8.count == other.text.utf8.count
        case .time:
            guard let time, let otherTime = other.time else { return false }
            return isRecorded || other.isRecorded || abs(time.timeIntervalSince(otherTime)) < 600
        case .duration:
            // The clock of a record is known to the day.
            return abs(seconds - other.seconds) < (seconds > 10 * 86_400 ? 86_400 : 600)
        case .key, .token, .sessionName: return true
        }
    }

    /// Whether it stands for one thing throughout.
    var isBound: Bool { kind == .uuid || kind == .profile }

    /// Whether it stands for any time: what all records have where something was made or changed.
    private var isRecorded: Bool { text == "2024-07-29 12:00:00.000000" }

    private var time: Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        return formatter.date(from: String(text.prefix(19)).replacing("T", with: " "))
    }

    private var seconds: Int {
        var total = 0
        var number = 0
        for character in text {
            if let digit = character.wholeNumberValue {
                number = number * 10 + digit
                continue
            }
            total += number * (["d": 86_400, "h": 3_600, "m": 60][character] ?? 1)
            number = 0
        }
        return total
    }

    /// The text in pieces: what is the same in every run, and what is not.
    enum Piece: Equatable {
        case literal(String)
        case variable(ShownVariable)
    }

    static func pieces(of text: String) -> [Piece] {
        let whole = text as NSString
        var pieces: [Piece] = []
        var start = 0
        for match in expression?.matches(in: text, range: NSRange(location: 0, length: whole.length)) ?? [] {
            guard let index = Kind.allCases.indices.first(where: { match.range(at: $0 + 1).location != NSNotFound })
            else {
                continue
            }
            if match.range.location > start {
                let range = NSRange(location: start, length: match.range.location - start)
                pieces.append(.literal(whole.substring(with: range)))
            }
            let found = whole.substring(with: match.range)
            pieces.append(.variable(ShownVariable(kind: Kind.allCases[index], text: found)))
            start = match.range.location + match.range.length
        }
        if start < whole.length { pieces.append(.literal(whole.substring(from: start))) }
        return pieces
    }

    private static let expression = try? NSRegularExpression(
        pattern: Kind.allCases.map { "(\($0.pattern))" }.joined(separator: "|")
    )
}
