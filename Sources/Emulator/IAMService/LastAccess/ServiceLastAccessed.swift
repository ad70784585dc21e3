import AWSCore
import AWSProtocols
import World

/// Makes a report on which services the policies of a user, a group or a role, or a managed policy, let use, and when
/// that was tried last.
package struct GenerateServiceLastAccessedDetails: IAMOperation {
    package static let name = "GenerateServiceLastAccessedDetails"

    private let arn: String
    private let hasActions: Bool

    package init(_ input: inout IAMInput) throws(IAMError) {
        arn = try input.requiredText("Arn", .arn)
        hasActions = try input.text("Granularity", .values(["SERVICE_LEVEL", "ACTION_LEVEL"])) == "ACTION_LEVEL"
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { try call.accessSubject(arn) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let access = call.identityAccess(try call.accessScope(arn), hasActions: hasActions)
        return try call.newAccessReport(.identity(access))
    }
}

/// A report on services, piece by piece.
package struct GetServiceLastAccessedDetails: IAMOperation {
    package static let name = "GetServiceLastAccessedDetails"

    private let id: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        id = try input.requiredText("JobId", .jobID)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let (report, access) = try call.identityReport(id)
        let page = try page.page(of: access.services, Self.name, id) { $0.prefix }
        return IAMResult(
            [
                .text("JobStatus", "COMPLETED"),
                .text("JobType", access.hasActions ? "ACTION_LEVEL" : "SERVICE_LEVEL"),
                .date("JobCreationDate", report.created),
                .structures("ServicesLastAccessed", page.items.map { access.members(of: $0) }),
                .date("JobCompletionDate", report.created),
            ] + page.rest
        )
    }
}

/// Of a report, the users and roles that may use one service, who tried last before the others.
package struct GetServiceLastAccessedDetailsWithEntities: IAMOperation {
    package static let name = "GetServiceLastAccessedDetailsWithEntities"

    private let id: String
    private let service: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        id = try input.requiredText("JobId", .jobID)
        service = try input.requiredText("ServiceNamespace", .serviceNamespace)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let (report, access) = try call.identityReport(id)
        let page = try page.page(ofOrdered: access.entities(using: service), Self.name, id, service) {
            $0.entity.arn.description
        }
        return IAMResult(
            [
                .text("JobStatus", "COMPLETED"),
                .date("JobCreationDate", report.created),
                .date("JobCompletionDate", report.created),
                .structures(
                    "EntityDetailsList",
                    page.items.map { item in
                        [.structure("EntityInfo", item.entity.members)]
                            + (item.last.map { [.date("LastAuthenticated", $0.date)] } ?? [])
                    }
                ),
            ] + page.rest
        )
    }
}

extension IAMCall {
    fileprivate func identityReport(_ id: String) throws(IAMError) -> (AccessReport, IdentityAccess) {
        guard let report = world.accessReport(id, of: caller), case .identity(let access) = report.content else {
            throw .noJob(id)
        }
        return (report, access)
    }
}

extension IdentityAccess {
    fileprivate func members(of service: Service) -> [QueryResult.Member] {
        let last = service.uses.latest
        let members: [QueryResult.Member?] = [
            .serviceName(service.prefix),
            last.map { .date("LastAuthenticated", $0.attempt.date) },
            .text("ServiceNamespace", service.prefix),
            last.map { .text("LastAuthenticatedEntity", entities[$0.entity].arn.description) },
            last.map { .text("LastAuthenticatedRegion", $0.attempt.region.name) },
            .integer("TotalAuthenticatedEntities", service.uses.count),
            service.actions.map { .structures("TrackedActionsLastAccessed", $0.map(self.members)) },
        ]
        return members.compactMap(\.self)
    }

    private func members(of action: Action) -> [QueryResult.Member] {
        let name = QueryResult.Member.text("ActionName", action.name)
        guard let last = action.last else { return [name] }
        return [
            name, .text("LastAccessedEntity", entities[last.entity].arn.description),
            .date("LastAccessedTime", last.attempt.date), .text("LastAccessedRegion", last.attempt.region.name),
        ]
    }

    /// Who may use a service, the latest first, and who never tried last.
    fileprivate func entities(using prefix: String) -> [(entity: Entity, last: AccessAttempt?)] {
        guard let service = services.first(where: { $0.prefix == prefix }) else { return [] }
        let tried = service.uses.sorted { $0.attempt.date > $1.attempt.date }
        let others = entities.indices.filter { index in !tried.contains { $0.entity == index } }
        return tried.map { (entities[$0.entity], $0.attempt) } + others.map { (entities[$0], nil) }
    }
}

extension IdentityAccess.Entity {
    fileprivate var members: [QueryResult.Member] {
        [
            .text("Arn", arn.description), .text("Name", arn.lastPart),
            .text("Type", arn.resource.hasPrefix("role/") ? "ROLE" : "USER"), .text("Id", id), .text("Path", path),
        ]
    }
}
