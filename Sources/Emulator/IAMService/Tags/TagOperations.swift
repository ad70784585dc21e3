import AWSCore
import AWSProtocols
package import IAM
import World

/// TagUser, TagRole and so on: sets some tags; others stay. A key in another case replaces the one that is there.
package struct TagEntity<Kind: Tagged>: IAMOperation {
    package static var name: String { "Tag" + Kind.word }

    private let id: String
    private let tags: TagParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        id = try input.requiredText(Kind.idMember, Kind.idRules)
        tags = try TagParameters(&input, isRequired: true)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Kind.subject(id, call) }

    package func conditions(_ call: IAMCall) -> RequestContext { tags.conditions }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let merged = try tags.merged(into: try Kind.tags(of: id, in: edit.account))
            try Kind.setTags(merged, of: id, in: &edit)
        }
        return nil
    }
}

/// UntagUser, UntagRole and so on: takes some tags away, whatever the case of their keys; others are passed over.
package struct UntagEntity<Kind: Tagged>: IAMOperation {
    package static var name: String { "Untag" + Kind.word }

    private let id: String
    private let keys: [String]

    package init(_ input: inout IAMInput) throws(IAMError) {
        id = try input.requiredText(Kind.idMember, Kind.idRules)
        keys = try input.requiredTexts("TagKeys", .length(0...50), eachOf: .tagKey + .length(1...128))
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Kind.subject(id, call) }

    package func conditions(_ call: IAMCall) -> RequestContext {
        var context = RequestContext()
        if !keys.isEmpty { context["aws:TagKeys"] = keys }
        return context
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let gone = Set(keys.map { $0.lowercased() })
        try call.edit { (edit) throws(IAMError) in
            let rest = try Kind.tags(of: id, in: edit.account).filter { !gone.contains($0.key.lowercased()) }
            try Kind.setTags(rest, of: id, in: &edit)
        }
        return nil
    }
}

/// ListUserTags, ListRoleTags and so on: the tags by their keys.
package struct ListEntityTags<Kind: Tagged>: IAMOperation {
    package static var name: String { "List\(Kind.word)Tags" }

    private let id: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        id = try input.requiredText(Kind.idMember, Kind.idRules)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Kind.subject(id, call) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let tags = try Kind.tags(of: id, in: try call.account())
        let page = try page.page(of: Array(tags.keys), Self.name, String(id.suffix(64))) { $0 }
        let shown = tags.filter { page.items.contains($0.key) }
        return IAMResult([.structures("Tags", QueryResult.Member.tagList(shown))] + page.rest)
    }
}
