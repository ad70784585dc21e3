import AWSProtocols
import Storage

/// `filter` of ListImages and DescribeImages (emulator.md D.2). It applies before paging.
struct ImageFilter: Sendable {
    private static let tagStatuses = ["TAGGED", "UNTAGGED", "ANY"]
    private static let imageStatuses = ["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]

    private let tagStatus: String?
    private let imageStatus: String?

    init(_ members: InputMembers) throws(ECRError) {
        let filter = try members.structure("filter")
        tagStatus = try filter?.string("tagStatus")
        imageStatus = try filter?.string("imageStatus")
    }

    /// - Throws: AWS's error for a status that there is not.
    func check() throws(ECRError) {
        if let tagStatus, !Self.tagStatuses.contains(tagStatus) {
            throw .notOneOf(Self.tagStatuses, at: "filter.tagStatus")
        }
        if let imageStatus, !Self.imageStatuses.contains(imageStatus) {
            throw .notOneOf(Self.imageStatuses, at: "filter.imageStatus")
        }
    }

    /// Whether the filter takes active images at all, as all are: nothing is ever archived here.
    var admitsActive: Bool { imageStatus == nil || imageStatus == "ACTIVE" || imageStatus == "ANY" }

    /// Whether images must have a tag, or must have none; nil where it does not matter.
    var tagged: Bool? {
        switch tagStatus {
        case "TAGGED": true
        case "UNTAGGED": false
        default: nil
        }
    }

    func admits(_ image: StoredImage) -> Bool {
        admitsActive && (tagged == nil || tagged == !image.tags.isEmpty)
    }

    /// What tells one filter's pages from another's.
    var question: String { "\(tagStatus ?? "ANY") \(imageStatus ?? "ACTIVE")" }

    var requestParameters: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if let tagStatus { members["tagStatus"] = .string(tagStatus) }
        if let imageStatus { members["imageStatus"] = .string(imageStatus) }
        return members.isEmpty ? [:] : ["filter": .object(members)]
    }
}
