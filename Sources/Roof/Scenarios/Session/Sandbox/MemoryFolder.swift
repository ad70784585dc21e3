import Glibc

/// The folder for small files that need no disk: making and removing them on one takes a page longer than its commands do.
package enum MemoryFolder {
    private static let shared = "/dev/shm"
    /// How much has to be free, in bytes. A page takes a fifth of a megabyte.
    private static let reserve: UInt = 32 << 20

    /// The folder of shared memory (shm_overview(7)); nil where there is none, where it has little room, and where `TMPDIR`
    /// says where temporary files are to be.
    package static func path(_ variables: [String: String]) -> String? {
        var facts = statvfs()
        guard variables["TMPDIR", default: ""].isEmpty, access(shared, W_OK | X_OK) == 0, statvfs(shared, &facts) == 0
        else { return nil }
        return facts.f_bavail * facts.f_frsize >= reserve ? shared : nil
    }
}
