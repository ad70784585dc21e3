import AWSCore
import AWSProtocols
import Determinism
import Foundation
package import IAM
package import World

/// Makes a report on which services the service control policies of an organization let the accounts of a root, a unit
/// or an account use, and when that was tried last. The management account's own has all services, since these policies
/// do not bind it.
package struct GenerateOrganizationsAccessReport: IAMOperation {
    package static let name = "GenerateOrganizationsAccessReport"
    /// IAM reads the organization with the caller's permissions.
    package static let otherActions = [
        "organizations:DescribePolicy", "organizations:ListChildren", "organizations:ListParents",
        "organizations:ListPoliciesForTarget", "organizations:ListRoots", "organizations:ListTargetsForPolicy",
    ]

    private let path: String
    private let policyID: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        path = try input.requiredText("EntityPath", .entityPath)
        policyID = try input.text("OrganizationsPolicyId", .organizationsPolicyID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject {
        IAMSubject(
            resource: ARN.iam(call.world.partition(of: call.accountID), call.accountID, "access-report/" + path)
                .description
        )
    }

    package func conditions(_ call: IAMCall) -> RequestContext {
        var context = RequestContext()
        if let policyID { context["iam:OrganizationsPolicyId"] = [policyID] }
        return context
    }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        Self.otherActions.map { call.question($0, about: .account) }
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.newAccessReport(content(call))
    }

    private func content(_ call: IAMCall) -> AccessReport.Content {
        guard let organization = call.world.organization, !organization.isImplied,
            organization.contains(call.accountID)
        else { return .noOrganization }
        guard organization.managementAccount == call.accountID else { return .notManagement }
        guard organization.isEnabled(.service) else { return .noServiceControl }
        guard let target = organization.target(path: path) else { return .noEntity(path) }
        let partition = call.world.partition(of: call.accountID)
        if target == .account(call.accountID) {
            return .organization(call.access(to: ServiceNamespace.all, of: [call.accountID], organization))
        }
        let accounts = organization.accounts(below: target).filter { $0 != call.accountID }
        guard let policyID else {
            let services = ServiceReach.services(allowedBy: organization.serviceReach(to: target, in: partition))
            return .organization(call.access(to: services, of: accounts, organization))
        }
        guard let reach = organization.serviceReach(ofPolicy: policyID, in: partition) else {
            return .noPolicy(policyID)
        }
        let bound = accounts.filter { organization.applies(policy: policyID, to: $0) }
        return .organization(call.access(to: reach.services, of: bound, organization))
    }
}

/// A report on an organization, piece by piece.
package struct GetOrganizationsAccessReport: IAMOperation {
    package static let name = "GetOrganizationsAccessReport"

    private enum Order: String, CaseIterable {
        case namespace = "SERVICE_NAMESPACE_ASCENDING"
        case namespaceDescending = "SERVICE_NAMESPACE_DESCENDING"
        case time = "LAST_AUTHENTICATED_TIME_ASCENDING"
        case timeDescending = "LAST_AUTHENTICATED_TIME_DESCENDING"
    }

    private let id: String
    private let order: Order
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        id = try input.requiredText("JobId", .jobID)
        page = try PageParameters(&input)
        order = try input.word("SortKey", of: Order.self) ?? .namespace
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let report = call.world.accessReport(id, of: call.caller) else { throw .noJob(id) }
        switch report.content {
        case .identity: throw .noJob(id)
        case .failed(let code, let message):
            return IAMResult([
                .text("JobStatus", "FAILED"), .date("JobCreationDate", report.created),
                .date("JobCompletionDate", report.created), .boolean("IsTruncated", false),
                .structure("ErrorDetails", [.text("Message", message), .text("Code", code)]),
            ])
        case .organization(let access):
            let page = try page.page(ofOrdered: ordered(access.services), Self.name, id, order.rawValue) { $0.prefix }
            return IAMResult(
                [
                    .text("JobStatus", "COMPLETED"), .date("JobCreationDate", report.created),
                    .date("JobCompletionDate", report.created),
                    .integer("NumberOfServicesAccessible", access.services.count),
                    .integer("NumberOfServicesNotAccessed", access.services.count { $0.last == nil }),
                    .structures("AccessDetails", page.items.map(\.members)),
                ] + page.rest
            )
        }
    }

    /// What was never tried is older than all that was; of one moment the prefix decides.
    private func ordered(_ services: [OrganizationAccess.Service]) -> [OrganizationAccess.Service] {
        func date(_ service: OrganizationAccess.Service) -> Date { service.last?.date ?? .distantPast }
        return switch order {
        case .namespace: services
        case .namespaceDescending: services.reversed()
        case .time: services.sorted { (date($0), $0.prefix) < (date($1), $1.prefix) }
        case .timeDescending: services.sorted { (date($1), $0.prefix) < (date($0), $1.prefix) }
        }
    }
}

extension IAMCall {
    /// What accounts last tried to use.
    fileprivate func access(
        to services: [ServiceNamespace],
        of accounts: [AccountID],
        _ organization: Organization
    ) -> OrganizationAccess {
        let attempts = accounts.map { account in
            (
                path: organization.entityPath(of: .account(account)),
                services: world.lastAccess(of: account).within(periodUpTo: time.now).byService
            )
        }
        return OrganizationAccess(
            services: services.map { service in
                let tried = attempts.compactMap { account in
                    account.services[service.prefix].map { (path: account.path, attempt: $0) }
                }
                let last = tried.max { $0.attempt.date < $1.attempt.date }
                return OrganizationAccess.Service(
                    prefix: service.prefix,
                    last: last?.attempt,
                    path: last?.path,
                    accounts: tried.count
                )
            }
        )
    }
}

extension OrganizationAccess.Service {
    fileprivate var members: [QueryResult.Member] {
        let members: [QueryResult.Member?] = [
            .serviceName(prefix), .text("ServiceNamespace", prefix), last.map { .text("Region", $0.region.name) },
            path.map { .text("EntityPath", $0) }, last.map { .date("LastAuthenticatedTime", $0.date) },
            .integer("TotalAuthenticatedEntities", accounts),
        ]
        return members.compactMap(\.self)
    }
}

/// Why there is no report: AWS's API reference knows no error of GenerateOrganizationsAccessReport for these, and an
/// `ErrorDetails` of reports; codes and texts are inferred.
extension AccessReport.Content {
    fileprivate static let noOrganization = failed(
        code: "OrganizationNotFound",
        message: "The account is not a member of an organization."
    )

    fileprivate static let notManagement = failed(
        code: "AccessDenied",
        message: "The report is available to the management account of the organization only."
    )

    fileprivate static let noServiceControl = failed(
        code: "PolicyTypeNotEnabled",
        message: "Service control policies are not enabled in the organization root."
    )

    fileprivate static func noEntity(_ path: String) -> Self {
        failed(code: "EntityNotFound", message: "The organization has no entity with path \(path).")
    }

    fileprivate static func noPolicy(_ id: String) -> Self {
        failed(code: "PolicyNotFound", message: "The organization has no service control policy with id \(id).")
    }
}

extension Array where Element == InputRule<String> {
    fileprivate static let entityPath: Self =
        pattern(#"^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*"#) { value in
            let parts = value.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count > 1, parts[0].hasPrefix("o-"), parts[1].hasPrefix("r-") else { return false }
            let root = parts[1].dropFirst(2).prefix { isLetterOrDigit($0) }
            return (10...32).contains(parts[0].count - 2) && parts[0].dropFirst(2).allSatisfy(isLetterOrDigit)
                && root.count >= 4 && parts[1...].allSatisfy { $0.allSatisfy { isLetterOrDigit($0) || $0 == "-" } }
        } + .length(19...427)

    fileprivate static let organizationsPolicyID: Self =
        pattern(#"^p-[0-9a-zA-Z_]{8,128}$"#) { OrganizationPolicy.isID($0) }

    private static func isLetterOrDigit(_ character: Character) -> Bool {
        ("0"..."9").contains(character) || ("a"..."z").contains(character)
    }
}
