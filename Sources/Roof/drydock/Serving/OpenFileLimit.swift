import Glibc

/// How many files and connections this process may have open at once.
enum OpenFileLimit {
    /// Raises it as far as the system lets it: every connection, and every blob on its way, takes one.
    static func raise() {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(kind, &limit)
    }
}
