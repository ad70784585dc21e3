import Foundation

/// What a description of a connector's type says outside of its sentences: titles, methods, types of resources,
/// permissions, forms of names, and attributes.
enum DescribedFacts {
    /// Each of them in one line, in their order.
    static func listed(in description: String) -> [String] {
        var paragraph: [String] = []
        var facts: [String] = []
        // The empty line ends the last paragraph.
        let lines: [Substring] = description.split(separator: "\n", omittingEmptySubsequences: false) + [""]
        for line in lines {
            let text = line.trimmingCharacters(in: .whitespaces)
            // An item of a list goes on where the next one begins.
            if text.isEmpty || text.hasPrefix("•") {
                if isFact(paragraph.joined(separator: " ")) { facts.append(paragraph.joined(separator: " ")) }
                paragraph = []
            }
            if !text.isEmpty { paragraph.append(text) }
        }
        return facts
    }

    private static func isFact(_ text: String) -> Bool {
        if text.hasPrefix("•") {
            return text.contains("{") || text.split(separator: " ").count <= 3
        }
        return text.contains(#/\((?:connector type|resource type|auth method): [^)]+\)$/#)
            || text.contains(
                #/^(?:Attributes|Resource types|Authentication methods|Supports [a-z -]+|Available [a-z]+):/#
            )
    }
}
