/// How a page writes how long a step may take.
enum TimeLimitText {
    static let form = "a time as in 30s or 5m, an hour at most"

    static func duration(_ text: String) -> Duration? {
        guard let match = text.wholeMatch(of: /([0-9]{1,4})(s|m)/), let number = Int(match.output.1) else { return nil }
        let seconds = match.output.2 == "m" ? number * 60 : number
        return (1...3_600).contains(seconds) ? .seconds(seconds) : nil
    }
}
