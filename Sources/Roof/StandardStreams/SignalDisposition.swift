import Glibc

/// What this process does with a signal.
package enum SignalDisposition {
    /// Whether it is ignored: by whoever started this process, as `nohup` does, as long as nothing here changed it.
    package static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
