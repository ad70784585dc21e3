/// Takes a fault away; the reply has those that are gone.
package struct RemoveFaults: QueryVerb {
    package static let route = ControlRoute(.delete, "faults")
    package static let parameters = ["number"]

    /// Nil is all of them.
    private let number: Int?

    package init(number: Int? = nil) { self.number = number }

    package init(query: [String: String]) throws(ControlError) { number = try Self.number("number", in: query) }

    package var query: [ControlMessage.Parameter] {
        number.map { [ControlMessage.Parameter("number", String($0))] } ?? []
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> [Fault] {
        let gone = emulator.faultTable.remove(number)
        if let number, gone.isEmpty { throw .notFound("There is no fault \(number); see drydock fault list.") }
        return gone
    }
}
