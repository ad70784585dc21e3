import AWSProtocols
import Storage

/// `filter` of ListImages and DescribeImages (docs/aws/ecr.md, "Constraints"). It applies before paging.
struct ImageFilter: Sendable {
    private let tagStatus: String?
    private let imageStatus: String?

    init(_ input: inout ECRInput) throws(ECRError) {
        var tagStatus: String?
        var imageStatus: String?
        try input.structure("filter") { (filter) throws(ECRError) in
            tagStatus = try filter.text("tagStatus", .values(["TAGGED", "UNTAGGED", "ANY"]))
            imageStatus = try filter.text("imageStatus", .values(["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]))
        }
        self.tagStatus = tagStatus
        self.imageStatus = imageStatus
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

}
