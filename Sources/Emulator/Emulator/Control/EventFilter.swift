/// Which events of the journal are wanted; those that fit everything that is given. The command line and the control API
/// have the same filters under the same names.
package struct EventFilter: Sendable, Equatable {
    /// A filter's name, as the control API and, after `--`, the command line write it.
    package enum Name: String, Sendable, CaseIterable {
        case failed
        case denied
        case caller
        case call
        case repository

        /// What it leaves, for help texts and documents.
        package var meaning: String {
            switch self {
            case .failed: "Only calls that failed in whatever way."
            case .denied: "Only calls that signature, token or policy refused."
            case .caller:
                "Only calls of this caller: a user, role or session by name or ARN, an access key ID, or unknown."
            case .call: "Only this call, such as ecr:PutImage."
            case .repository: "Only calls about this repository, by name, ARN or URI."
            }
        }

        /// Whether it is given with a pattern, in which `*` and `?` are wildcards; the others are given or not.
        package var takesPattern: Bool {
            switch self {
            case .failed, .denied: false
            case .caller, .call, .repository: true
            }
        }
    }

    package var failed: Bool
    package var denied: Bool
    package var caller: String?
    package var call: String?
    package var repository: String?

    package init(
        failed: Bool = false,
        denied: Bool = false,
        caller: String? = nil,
        call: String? = nil,
        repository: String? = nil
    ) {
        self.failed = failed
        self.denied = denied
        self.caller = caller
        self.call = call
        self.repository = repository
    }

    /// The filters that are given, with their patterns, `true` for those without.
    package var given: [(name: Name, value: String)] {
        Name.allCases.compactMap { name in self[name].map { (name, $0) } }
    }

    private subscript(name: Name) -> String? {
        switch name {
        case .failed: failed ? "true" : nil
        case .denied: denied ? "true" : nil
        case .caller: caller
        case .call: call
        case .repository: repository
        }
    }

    /// Sets a filter from a text.
    ///
    /// - Throws: ``ControlError`` for a text that does not fit the filter.
    mutating func set(_ name: Name, to text: String) throws(ControlError) {
        guard name.takesPattern else {
            guard text == "true" || text == "false" else {
                throw .invalid("'\(text)' is not a value of \(name.rawValue); give true or false.")
            }
            if name == .failed { failed = text == "true" } else { denied = text == "true" }
            return
        }
        guard !text.isEmpty else { throw .invalid("\(name.rawValue) has no value; give one, or leave it out.") }
        switch name {
        case .caller: caller = text
        case .call: call = text
        case .repository: repository = text
        case .failed, .denied: break
        }
    }
}
