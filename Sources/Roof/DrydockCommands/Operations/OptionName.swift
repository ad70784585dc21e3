/// The names of operations and members as the AWS CLI writes them: `put-user-policy`, `--policy-document`.
package enum OptionName {
    /// As botocore's `xform_name` makes it: a hyphen before each word, where a run of capitals is one word.
    package static func of(_ name: String) -> String {
        var name = name
        // ARNs, IDs: a plural of capitals at the end is one word.
        if let plural = capitalsInPlural(at: name) {
            name = String(name.dropLast(plural.count)) + "-" + plural.lowercased()
        }
        let letters = Array(name)
        var words = ""
        for (index, letter) in letters.enumerated() {
            if index > 0, letter.isUppercase {
                let before = letters[index - 1]
                let endsCapitals = index + 1 < letters.count && letters[index + 1].isLowercase
                if before != "-", before.isLowercase || before.isNumber || endsCapitals { words += "-" }
            }
            words += letter.lowercased()
        }
        return words
    }

    private static func capitalsInPlural(at name: String) -> String? {
        guard name.hasSuffix("s") else { return nil }
        let capitals = name.dropLast().reversed().prefix { $0.isUppercase && $0.isASCII }
        return capitals.count >= 2 && capitals.count + 1 < name.count ? String(capitals.reversed()) + "s" : nil
    }
}
