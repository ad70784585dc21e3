import AWSCore

/// The forms of ARNs that patterns of ECR's model ask for.
extension ARN {
    /// Whether the partition is `aws`, alone or with lower-case words behind dashes.
    var hasPartitionOfAWS: Bool {
        let parts = partition.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        return parts.first.map { $0.elementsEqual("aws".utf8) } == true
            && parts.dropFirst().allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (0x61...0x7A).contains($0) }
            }
    }
}
