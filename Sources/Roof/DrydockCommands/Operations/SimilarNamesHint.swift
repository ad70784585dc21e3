import AWSCore

/// What is said beside a name that there is not.
enum SimilarNamesHint {
    static func suggestion(for name: String, among names: [String]) -> String? {
        SimilarNames.suggestion(for: name, among: names)
    }

    /// `did you mean 'Key'?`, or all names.
    static func text(for name: String, among names: [String]) -> String {
        if let suggestion = suggestion(for: name, among: names) { return "did you mean \(suggestion)?" }
        return names.isEmpty ? "there are none" : "there are \(names.joined(separator: ", "))"
    }
}
