/// The faults that there are.
package struct ReadFaults: PlainVerb {
    package static let route = ControlRoute(.get, "faults")

    package init() {}

    package func perform(on emulator: Emulator) -> [Fault] { emulator.faults }
}
