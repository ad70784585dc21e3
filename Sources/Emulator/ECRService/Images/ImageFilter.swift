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

    /// Whether the filter takes any image at all. None is ever on its way out of the archive: here it comes out at once.
    var admitsAny: Bool { imageStatus != "ACTIVATING" }

    /// Whether images must be in the archive, or must not be; nil where it does not matter. Where nothing is said, only
    /// active images are meant.
    var archived: Bool? {
        switch imageStatus {
        case "ARCHIVED": true
        case "ANY": nil
        default: false
        }
    }

    /// Whether images must have a tag, or must have none; nil where it does not matter.
    var tagged: Bool? {
        switch tagStatus {
        case "TAGGED": true
        case "UNTAGGED": false
        default: nil
        }
    }

    /// Whether an image that is named goes through. Its status does not matter where nothing is said of it.
    func admits(_ image: StoredImage) -> Bool {
        let hasStatus = imageStatus == nil || admitsAny && (archived ?? image.isArchived) == image.isArchived
        return hasStatus && (tagged == nil || tagged == !image.tags.isEmpty)
    }

    /// What tells one filter's pages from another's.
    var question: String { "\(tagStatus ?? "ANY") \(imageStatus ?? "ACTIVE")" }

}
