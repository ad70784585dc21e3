package import IAM

extension Emulator {
    /// Why IAM answered a call as it did, evaluated again from what was asked and with the policies of that moment.
    ///
    /// - Parameter sequence: the event's place in the journal, from 1.
    /// - Returns: nil where there is no such event, where no policy was asked about it, and where the question has made
    ///   room: the journal keeps those of the newest 10,000 refused and the newest 5,000 allowed calls.
    package func explanation(ofEvent sequence: Int) -> Explanation? {
        journal.record(sequence)?.question.map { Explanation($0.request, $0.policies, form: configuration.denialForm) }
    }

    /// The event of a sequence number; nil where there is none, or where it has made room.
    package func event(_ sequence: Int) -> Event? {
        journal.record(sequence).map { Event($0, world: world) }
    }

    /// The newest event whose call signature, token or policy refused; nil where there is none.
    package var lastDenied: Event? {
        journal.lastDenied.map { Event($0, world: world) }
    }
}
