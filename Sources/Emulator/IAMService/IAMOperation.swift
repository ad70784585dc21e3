package import AWSProtocols
package import IAM
package import World

/// One operation of IAM: its input, read and checked, what IAM is asked about it, and what it does.
///
/// Whoever dispatches reads the input and ends the reading by ``InputReader/finish()``, asks every one of
/// ``questions(_:)`` in its order, and then calls ``perform(_:)``: all with the same ``IAMCall``, each once.
package protocol IAMOperation: Sendable {
    /// As `Action` has it, which is also the event's name, and the name of the action that IAM is asked about.
    static var name: String { get }

    /// Which other actions IAM may be asked about, with their service prefix.
    static var otherActions: [String] { get }

    /// Declares and reads the members, and checks what no constraint says.
    init(_ input: inout IAMInput) throws(IAMError)

    /// What the operation's own action is asked about.
    func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject

    /// The condition keys of the input.
    func conditions(_ call: IAMCall) throws(IAMError) -> RequestContext

    /// What is asked after the operation's own action.
    func otherQuestions(_ call: IAMCall) throws(IAMError) -> [Question]

    /// - Returns: nil of an operation without a result.
    func perform(_ call: IAMCall) throws(IAMError) -> IAMResult?
}

/// What an operation of IAM answers.
package typealias IAMResult = QueryResult

extension IAMOperation {
    package static var otherActions: [String] { [] }

    /// Every action that IAM may be asked about.
    package static var access: Access { .actions(["iam:" + name] + otherActions) }

    package func conditions(_ call: IAMCall) throws(IAMError) -> RequestContext { RequestContext() }

    package func otherQuestions(_ call: IAMCall) throws(IAMError) -> [Question] { [] }

    /// What IAM is asked, in this order.
    package func questions(_ call: IAMCall) throws(IAMError) -> [Question] {
        let subject = try subject(call)
        let own = call.question("iam:" + Self.name, about: subject, try conditions(call))
        return [own] + (try otherQuestions(call))
    }
}
