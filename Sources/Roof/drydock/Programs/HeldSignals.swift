import Glibc
import StandardStreams

/// The signals that end a program, and the news of children, held back so that they can be waited for one by one.
///
/// A signal source of Dispatch's does not tell a Ctrl-C, which the terminal sends to every process in the foreground,
/// from a signal that someone sent to this process alone.
struct HeldSignals: Sendable {
    /// What was waited for.
    enum Arrival: Equatable {
        /// A child has ended or stopped, perhaps several.
        case children
        /// A signal that ends programs. One that stands for a key, Ctrl-C or Ctrl-\, has reached the command as well.
        case ending(Int32, isKey: Bool)
        /// The time was up before anything came.
        case timeUp
    }

    /// What this process was started with ignored: by `nohup`, or in the background of a script.
    let ignored: sigset_t
    /// This process's signal mask before.
    let mask: sigset_t
    private let held: sigset_t

    /// Holds the signals back from now on: on this thread, which must be the process's only one so far, and on all that
    /// are started later. It must not go to Dispatch's main loop, which would let them in again.
    static func hold() -> HeldSignals {
        var ignored = sigset_t()
        sigemptyset(&ignored)
        for number in 1..<Int32(NSIG) where SignalDisposition.isIgnored(number) { sigaddset(&ignored, number) }
        var held = sigset_t()
        sigemptyset(&held)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] where sigismember(&ignored, number) == 0 {
            sigaddset(&held, number)
        }
        // Children of a process that ignores this one leave no status.
        signal(SIGCHLD, SIG_DFL)
        sigdelset(&ignored, SIGCHLD)
        sigaddset(&held, SIGCHLD)
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, &held, &mask)
        return HeldSignals(ignored: ignored, mask: mask, held: held)
    }

    /// Waits for the next of them, on a thread that may be blocked.
    ///
    /// - Parameter deadline: nil to wait for ever.
    func next(until deadline: ContinuousClock.Instant?) -> Arrival {
        var held = held
        while true {
            var facts = siginfo_t()
            var number: Int32
            if let deadline {
                let left = max(.zero, deadline - .now).components
                var time = timespec(tv_sec: Int(left.seconds), tv_nsec: Int(left.attoseconds / 1_000_000_000))
                number = sigtimedwait(&held, &facts, &time)
                if number < 0, errno == EAGAIN { return .timeUp }
            } else {
                number = sigwaitinfo(&held, &facts)
            }
            // Another signal was dealt with in between, such as the one that goes on after Ctrl-Z.
            guard number > 0 else { continue }
            if number == SIGCHLD { return .children }
            // A terminal that is gone is told by the kernel too, but only to the leader of its session.
            return .ending(number, isKey: number != SIGHUP && facts.si_code == Int32(SI_KERNEL))
        }
    }
}
