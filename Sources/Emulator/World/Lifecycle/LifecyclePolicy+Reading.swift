import AWSProtocols
import Text

/// Reads lifecycle policies. The form is looked at first, member by member, and then whether the rules go together.
extension LifecyclePolicy {
    init(_ value: JSONValue) throws(LifecyclePolicyError) {
        guard case .object(let members) = value else { throw .notJSON }
        try Self.check(members, required: ["rules"])
        let values = try Self.array(members["rules"])
        guard !values.isEmpty else { throw .tooShort(0) }
        guard values.count <= Self.mostRules else { throw .tooLong(values.count, most: Self.mostRules) }
        var rules: [LifecycleRule] = []
        for value in values { rules.append(try Self.rule(value)) }
        self.init(rules: rules)
        try checkRules()
    }

    private func checkRules() throws(LifecyclePolicyError) {
        for (rule, next) in zip(rules, rules.dropFirst()) {
            guard rule.priority != next.priority else { throw .twoOfOnePriority }
        }
        // What goes with each other among the rules about one storage class.
        for isAboutArchive in [false, true] {
            let tags = rules.filter { $0.isAboutArchive == isAboutArchive }.map(\.tags)
            guard tags.count(where: { $0 == .untagged }) <= 1 else { throw .twoUntagged }
            guard tags.dropLast().allSatisfy({ $0 != .any }) else { throw .anyNotLast }
            let lists = tags.filter { $0 != .untagged && $0 != .any }
            for (index, list) in lists.enumerated() where lists[..<index].contains(list) { throw .twoOfOneList }
        }
    }

    private static func rule(_ value: JSONValue) throws(LifecyclePolicyError) -> LifecycleRule {
        let members = try object(value)
        try check(members, required: ["action", "rulePriority", "selection"], optional: ["description"])
        let priority = try integer(members["rulePriority"], least: 1)
        let summary = try members["description"].map(text)
        let action = try action(object(members["action"] ?? .null))
        let selection = try object(members["selection"] ?? .null)
        try check(
            selection,
            required: ["countNumber", "countType", "tagStatus"],
            optional: ["countUnit", "storageClass", "tagPatternList", "tagPrefixList"]
        )
        let tags = try tagSelection(selection)
        let count = try count(selection)
        switch count {
        case .sinceImagePulled where action != .transition: throw .noSchema
        case .sinceImageTransitioned where action != .expire: throw .noSchema
        // The archive keeps an image that long at least.
        case .sinceImageTransitioned(let days) where days < shortestArchive:
            throw .tooLow(days, least: shortestArchive)
        default: break
        }
        return LifecycleRule(priority: priority, summary: summary, tags: tags, count: count, action: action)
    }

    private static func action(
        _ action: [String: JSONValue]
    ) throws(LifecyclePolicyError) -> LifecycleRule.Action {
        try check(action, required: ["type"], optional: ["targetStorageClass"])
        let type = try word(action["type"], of: ["expire", "transition"])
        guard let target = action["targetStorageClass"] else {
            guard type == "expire" else { throw .noSchema }
            return .expire
        }
        // As users meet it: a target that is null beside an action that has none (cloudposse/terraform-aws-ecr#158).
        guard type == "transition", target != .null else { throw .noSchema }
        _ = try word(target, of: ["archive"])
        return .transition
    }

    private static func tagSelection(
        _ selection: [String: JSONValue]
    ) throws(LifecyclePolicyError) -> LifecycleRule.TagSelection {
        let status = try word(selection["tagStatus"], of: ["any", "tagged", "untagged"])
        let prefixes = try selection["tagPrefixList"].map(tagList)
        let patterns = try selection["tagPatternList"].map(tagList)
        guard status == "tagged" else {
            guard prefixes == nil, patterns == nil else { throw .noSchema }
            return status == "any" ? .any : .untagged
        }
        switch (prefixes, patterns) {
        case (let prefixes?, nil): return .prefixes(prefixes)
        case (nil, let patterns?):
            let isFew = patterns.allSatisfy { WildcardPattern.stars(in: $0) <= mostWildcards }
            guard isFew else { throw .tooManyWildcards }
            return .patterns(patterns)
        case (nil, nil): throw .tagsMissing
        case (.some, .some): throw .noSchema
        }
    }

    private static func count(_ selection: [String: JSONValue]) throws(LifecyclePolicyError) -> LifecycleRule.Count {
        let storageClass = try selection["storageClass"].map { value throws(LifecyclePolicyError) in
            try word(value, of: ["archive", "standard"])
        }
        let unit = try selection["countUnit"].map { value throws(LifecyclePolicyError) in
            try word(value, of: ["days"])
        }
        let number = try integer(selection["countNumber"], least: 1)
        let isArchive = storageClass == "archive"
        switch try text(selection["countType"] ?? .null) {
        case "imageCountMoreThan" where unit == nil && !isArchive: return .imageCountMoreThan(number)
        case "sinceImagePushed" where unit != nil && !isArchive: return .sinceImagePushed(days: number)
        case "sinceImagePulled" where unit != nil && !isArchive: return .sinceImagePulled(days: number)
        case "sinceImageTransitioned" where unit != nil && isArchive: return .sinceImageTransitioned(days: number)
        default: throw .noSchema
        }
    }

    private static func tagList(_ value: JSONValue) throws(LifecyclePolicyError) -> [String] {
        var texts: [String] = []
        for element in try array(value) { texts.append(try text(element)) }
        guard !texts.isEmpty else { throw .tooShort(0) }
        return texts
    }

    // MARK: Values of JSON

    private static func check(
        _ members: [String: JSONValue],
        required: [String],
        optional: [String] = []
    ) throws(LifecyclePolicyError) {
        let missing = required.filter { members[$0] == nil }
        guard missing.isEmpty else { throw .missing(missing.sorted()) }
        let unknown = members.keys.filter { !required.contains($0) && !optional.contains($0) }
        guard unknown.isEmpty else { throw .unknown(unknown.sorted()) }
    }

    private static func object(_ value: JSONValue) throws(LifecyclePolicyError) -> [String: JSONValue] {
        guard case .object(let members) = value else { throw .wrongType(value, allowed: "object") }
        return members
    }

    private static func array(_ value: JSONValue?) throws(LifecyclePolicyError) -> [JSONValue] {
        guard case .array(let elements) = value else { throw .wrongType(value ?? .null, allowed: "array") }
        return elements
    }

    private static func text(_ value: JSONValue) throws(LifecyclePolicyError) -> String {
        guard case .string(let text) = value else { throw .wrongType(value, allowed: "string") }
        return text
    }

    private static func word(_ value: JSONValue?, of words: [String]) throws(LifecyclePolicyError) -> String {
        let text = try text(value ?? .null)
        guard words.contains(text) else { throw .notInEnum(text, words) }
        return text
    }

    private static func integer(_ value: JSONValue?, least: Int) throws(LifecyclePolicyError) -> Int {
        guard case .integer(let number) = value else { throw .wrongType(value ?? .null, allowed: "integer") }
        guard number >= least else { throw .tooLow(number, least: least) }
        return number
    }
}
