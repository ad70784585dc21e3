package import AWSProtocols
package import IAM
package import World

/// Whose principals may call an operation, once IAM has allowed it (docs/aws/organizations-api.md, "Who may call").
package enum OrganizationsCallers: Sendable {
    case management
    /// The management account, and members to whom the organization's resource policy delegates the call.
    case delegates
    /// The same, and members that administer a service for the organization.
    case administrators
    case members
    /// Accounts outside of the organization as well.
    case anyone
}

/// One operation of AWS Organizations: its input, read and checked, what IAM is asked about it, and what it does.
///
/// Whoever dispatches reads the input, asks ``questions(_:)`` in their order, ends the reading by
/// ``InputReader/finish()``, and then calls ``perform(_:)``.
package protocol OrganizationsOperation: Sendable {
    /// The operation's name, which is also that of the action that IAM is asked about.
    static var name: String { get }

    /// Which other actions IAM may be asked about, with their service prefix.
    static var otherActions: [String] { get }

    static var callers: OrganizationsCallers { get }

    init(_ input: inout OrganizationsInput) throws(OrganizationsError)

    /// What the call is about, by the IDs of levels and policies; none is the organization as a whole.
    var subjects: [String] { get }

    /// The condition keys of the input.
    func conditions(_ call: OrganizationsCall) -> RequestContext

    func otherQuestions(_ call: OrganizationsCall) -> [Question]

    /// - Returns: the members of the answer; an empty object of an operation without one.
    func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue
}

extension OrganizationsOperation {
    package static var otherActions: [String] { [] }
    package static var callers: OrganizationsCallers { .management }
    package var subjects: [String] { [] }

    /// Every action that IAM may be asked about.
    package static var access: Access { .actions(["organizations:" + name] + otherActions) }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { RequestContext() }
    package func otherQuestions(_ call: OrganizationsCall) -> [Question] { [] }

    /// What IAM is asked, in this order.
    package func questions(_ call: OrganizationsCall) -> [Question] {
        let context = conditions(call)
        let ids: [String?] = subjects.isEmpty ? [nil] : subjects
        return ids.map { call.question("organizations:" + Self.name, about: $0, context) } + otherQuestions(call)
    }

    /// Refuses callers of accounts that may not call this.
    package func admit(_ call: OrganizationsCall) throws(OrganizationsError) {
        guard Self.callers != .anyone else { return }
        let organization = try call.organization()
        let account = call.caller.accountID
        guard !call.isOperators, organization.managementAccount != account else { return }
        let isAdmitted =
            switch Self.callers {
            case .anyone, .members: true
            case .management: false
            case .administrators: !organization.delegations(of: account).isEmpty || isDelegated(call, organization)
            case .delegates: isDelegated(call, organization)
            }
        guard isAdmitted else { throw .managementOnly }
    }

    /// Whether the organization's resource policy lets the caller do this.
    private func isDelegated(_ call: OrganizationsCall, _ organization: Organization) -> Bool {
        questions(call).allSatisfy { call.isDelegated($0, organization) }
    }
}
