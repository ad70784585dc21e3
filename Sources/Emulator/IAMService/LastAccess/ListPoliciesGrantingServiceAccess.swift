import AWSCore
import AWSProtocols
import IAM
import World

/// The policies by which a user, a group or a role may use services.
package struct ListPoliciesGrantingServiceAccess: IAMOperation {
    package static let name = "ListPoliciesGrantingServiceAccess"

    private let arn: String
    private let services: [String]
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        page = try PageParameters(&input, takesSize: false)
        arn = try input.requiredText("Arn", .arn)
        services = try input.requiredTexts(
            "ServiceNamespaces",
            .length(1...200),
            eachOf: .serviceNamespace
        )
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { try call.policySource(arn).subject }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let source = try call.policySource(arn)
        guard let held = source.held else { throw source.absent }
        let documents = held.map(\.document)
        var asked: [String] = []
        for service in services where !asked.contains(service) { asked.append(service) }
        let page = try page.page(ofOrdered: asked, Self.name, arn) { $0 }
        return IAMResult(
            [
                .structures(
                    "PoliciesGrantingServiceAccess",
                    page.items.map { prefix in
                        let granting = held.filter { policy in
                            let reach = ServiceReach(allowing: [policy.document], denying: documents)
                            return ServiceNamespace.named(prefix).map { reach.allows($0) } ?? false
                        }
                        return [.text("ServiceNamespace", prefix), .structures("Policies", granting.map(\.members))]
                    }
                )
            ] + page.rest
        )
    }
}

extension SimulatedPolicy {
    fileprivate var members: [QueryResult.Member] {
        if let inline {
            return [
                .text("PolicyName", inline.name), .text("PolicyType", "INLINE"),
                .text("EntityType", type.uppercased()), .text("EntityName", inline.holder),
            ]
        }
        return [.text("PolicyName", id), .text("PolicyType", "MANAGED"), .text("PolicyArn", arn?.description ?? id)]
    }
}
