import Foundation
import Testing
import World

@Suite("The text of a lifecycle policy")
struct LifecyclePolicyReadingTests {
    private static func rule(
        _ priority: Int = 1,
        _ selection: String = #""tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":3"#,
        action: String = #"{"type":"expire"}"#
    ) -> String {
        #"{"rulePriority":\#(priority),"selection":{\#(selection)},"action":\#(action)}"#
    }

    private static func policy(_ rules: String...) -> String { #"{"rules":[\#(rules.joined(separator: ","))]}"# }

    @Test("is answered without blanks, by priority, its members in their order")
    func text() throws {
        let sent = """
            { "rules" : [
              {"action": {"type": "expire"}, "rulePriority": 20, "selection": {"countNumber": 100,
               "countType": "imageCountMoreThan", "tagStatus": "any", "storageClass": "standard"}},
              {"rulePriority": 3, "description": "a \\"b\\"", "selection": {"countUnit": "days", "countNumber": 14,
               "countType": "sinceImagePushed", "tagStatus": "tagged", "tagPatternList": ["prod*", "*x*"]},
               "action": {"type": "expire"}}
            ] }
            """
        let policy = try LifecyclePolicy(json: sent)
        #expect(
            policy.text
                == #"{"rules":[{"rulePriority":3,"description":"a \"b\"","selection":{"tagStatus":"tagged","tagPatternList":["prod*","*x*"],"countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}},{"rulePriority":20,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":100},"action":{"type":"expire"}}]}"#
        )
        #expect(try LifecyclePolicy(json: policy.text) == policy)
        #expect(try JSONDecoder().decode(LifecyclePolicy.self, from: JSONEncoder().encode(policy)) == policy)
    }

    private static let prefixes =
        #""tagStatus":"tagged","tagPrefixList":["a"],"countType":"imageCountMoreThan","countNumber":1"#
    private static let any = #""tagStatus":"any","countType":"imageCountMoreThan","countNumber":1"#

    @Test(
        "is refused in ECR's words",
        arguments: [
            ("", "Could not map policyString into LifecyclePolicy."),
            ("[]", "Could not map policyString into LifecyclePolicy."),
            ("{}", #"object has missing required properties (["rules"])"#),
            (
                #"{"rules":[],"x":1}"#,
                #"object instance has properties which are not allowed by the schema: (["x"])"#
            ),
            (
                #"{"rules":{}}"#,
                #"instance type (object) does not match any allowed primitive type (allowed: ["array"])"#
            ),
            (#"{"rules":[]}"#, "array is too short: must have at least 1 elements but instance has 0 elements"),
            (
                #"{"rules":[\#((1...51).map { rule($0) }.joined(separator: ","))]}"#,
                "array is too long: must have at most 50 elements but instance has 51 elements"
            ),
            (policy("1"), #"instance type (integer) does not match any allowed primitive type (allowed: ["object"])"#),
            (policy("{}"), #"object has missing required properties (["action","rulePriority","selection"])"#),
            (policy(rule(0)), "numeric instance is lower than the required minimum (minimum: 1, found: 0)"),
            (
                policy(rule(action: #"{"type":"delete"}"#)),
                #"instance value ("delete") not found in enum :(possible values: ["expire","transition"])"#
            ),
            (
                policy(rule(action: #"{"type":"expire","targetStorageClass":null}"#)),
                "instance failed to match exactly one schema (matched 0 out of 2)"
            ),
            (
                policy(rule(action: #"{"type":"transition"}"#)),
                "instance failed to match exactly one schema (matched 0 out of 2)"
            ),
            (
                policy(rule(1, #""tagStatus":"Any","countType":"imageCountMoreThan","countNumber":1"#)),
                #"instance value ("Any") not found in enum :(possible values: ["any","tagged","untagged"])"#
            ),
            (
                policy(rule(1, #""tagStatus":"any","countType":"imageCountMoreThan","countNumber":0"#)),
                "numeric instance is lower than the required minimum (minimum: 1, found: 0)"
            ),
            (
                policy(
                    rule(1, #""tagStatus":"any","countType":"imageCountMoreThan","countUnit":"days","countNumber":1"#)
                ),
                "instance failed to match exactly one schema (matched 0 out of 2)"
            ),
            (
                policy(rule(1, #""tagStatus":"any","countType":"sinceImagePushed","countNumber":1"#)),
                "instance failed to match exactly one schema (matched 0 out of 2)"
            ),
            (
                policy(
                    rule(1, #""tagStatus":"any","countType":"sinceImagePushed","countUnit":"weeks","countNumber":1"#)
                ),
                #"instance value ("weeks") not found in enum :(possible values: ["days"])"#
            ),
            (
                policy(
                    rule(1, #""tagStatus":"any","tagPrefixList":[],"countType":"imageCountMoreThan","countNumber":1"#)
                ),
                "array is too short: must have at least 1 elements but instance has 0 elements"
            ),
            (
                policy(
                    rule(
                        1,
                        #""tagStatus":"untagged","tagPrefixList":["a"],"countType":"imageCountMoreThan","countNumber":1"#
                    )
                ),
                "instance failed to match exactly one schema (matched 0 out of 2)"
            ),
            (
                policy(rule(1, #""tagStatus":"tagged","countType":"imageCountMoreThan","countNumber":1"#)),
                "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."
            ),
            (
                policy(
                    rule(
                        1,
                        #""tagStatus":"tagged","tagPatternList":["*a*b*c*d*"],"countType":"imageCountMoreThan","countNumber":1"#
                    )
                ),
                "A tag pattern can have at most 4 wildcards."
            ),
            (policy(rule(1), rule(2)), "Only one rule can select Untagged images per storage class."),
            (policy(rule(1), rule(1, prefixes)), "Rules must have unique values of rulePriority."),
            (
                policy(rule(1, any), rule(2)),
                "Rule for tagStatus=ANY must have the lowest priority per storage class."
            ),
            (
                policy(rule(1, prefixes), rule(2, prefixes)),
                "Two rules cannot have the same tagPrefixList or tagPatternList."
            ),
        ]
    )
    func refused(text: String, reason: String) {
        let error = #expect(throws: LifecyclePolicyError.self) { try LifecyclePolicy(json: text) }
        #expect(error?.reason == reason)
    }

    private static let transition = #"{"type":"transition","targetStorageClass":"archive"}"#
    private static let pulled = #""tagStatus":"any","countType":"sinceImagePulled","countUnit":"days","countNumber":9"#

    private static func archived(_ days: Int) -> String {
        #""tagStatus":"any","storageClass":"archive","countType":"sinceImageTransitioned","countUnit":"days","countNumber":\#(days)"#
    }

    @Test(
        "may bring images into the archive, and expire them there",
        arguments: [
            policy(rule(1, any, action: transition)), policy(rule(1, pulled, action: transition)),
            policy(rule(1, archived(90))),
            // Each storage class has a rule for any image, and for the same tags.
            policy(rule(1, any, action: transition), rule(2, archived(365))),
        ]
    )
    func archive(text: String) throws {
        let policy = try LifecyclePolicy(json: text)
        #expect(try LifecyclePolicy(json: policy.text) == policy)
    }

    @Test(
        "expires by pulls nothing, and out of the archive nothing before 90 days",
        arguments: [
            (policy(rule(1, pulled)), "instance failed to match exactly one schema (matched 0 out of 2)"),
            (
                policy(rule(1, archived(90), action: transition)),
                "instance failed to match exactly one schema (matched 0 out of 2)"
            ),
            (
                policy(rule(1, archived(89))),
                "numeric instance is lower than the required minimum (minimum: 90, found: 89)"
            ),
            (
                policy(rule(1, any, action: #"{"type":"transition","targetStorageClass":"standard"}"#)),
                #"instance value ("standard") not found in enum :(possible values: ["archive"])"#
            ),
        ]
    )
    func archiveRefused(text: String, reason: String) {
        let error = #expect(throws: LifecyclePolicyError.self) { try LifecyclePolicy(json: text) }
        #expect(error?.reason == reason)
    }
}
