import World

extension Emulator {
    /// Carries out a control request: the one way for `drydock`'s commands, in process and over HTTP. It leaves no event: the
    /// journal is that of AWS's calls.
    package func control<Verb: ControlVerb>(_ verb: Verb) async throws(ControlError) -> Verb.Reply {
        try await verb.perform(on: self)
    }

    /// Makes a change for a verb. One that could not be kept has changed nothing, and says so.
    func keeping<Result>(_ change: () async throws -> Result) async throws(ControlError) -> Result {
        do {
            return try await world.keeping(change)
        } catch let error as ControlError {
            throw error
        } catch let error as WorldStoreError {
            throw .invalid("\(error)")
        } catch {
            throw ControlError(status: 500, message: "The change could not be kept: \(error)")
        }
    }
}
