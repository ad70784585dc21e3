extension Region {
    /// Whether accounts have it only where they switched it on, as they do each region that AWS has opened since March
    /// 2019 (AWS Account Management Reference Guide, "Enable or disable AWS Regions in your account").
    package var isOptIn: Bool { Self.optIn.contains(name) }

    private static let optIn: Set<String> = [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
        "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1",
        "me-central-1", "me-south-1", "mx-central-1",
    ]
}
