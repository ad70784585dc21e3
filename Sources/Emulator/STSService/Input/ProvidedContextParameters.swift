import AWSProtocols

/// `ProvidedContexts`, as a call passes them. A context assertion is encrypted for AWS's own services, so that Drydock
/// can neither make nor read one: each is refused as one that is not valid.
struct ProvidedContextParameters: Sendable {
    private let areGiven: Bool

    init(_ input: inout STSInput) throws(STSError) {
        let providers = try input.structures("ProvidedContexts", length: 1...5) { (context) throws(STSError) in
            _ = try context.text("ContextAssertion", .length(4...3_072), .secret)
            return try context.text("ProviderArn", .arn + .length(20...2_048))
        }
        areGiven = providers != nil
    }

    func admit() throws(STSError) {
        if areGiven { throw .invalidContextAssertion }
    }
}
