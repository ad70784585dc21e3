/// Where package managers keep what is installed, as paths of an image.
enum PackageDatabase {
    /// One file with all packages.
    private static let files: [String: PackageManager] = [
        "var/lib/dpkg/status": .dpkg, "lib/apk/db/installed": .apk, "usr/lib/apk/db/installed": .apk,
        "var/lib/rpm/rpmdb.sqlite": .rpm, "usr/lib/sysimage/rpm/rpmdb.sqlite": .rpm, "usr/share/rpm/rpmdb.sqlite": .rpm,
    ]
    /// A folder with a file for each package, as images without dpkg itself have it.
    private static let folders: [String: PackageManager] = ["var/lib/dpkg/status.d": .dpkg]
    /// What lies beside the packages in such a folder.
    private static let sums = ".md5sums"

    /// Whose packages are in the file that an entry is; nil where there are none.
    static func manager(of entry: TarEntry) -> PackageManager? {
        guard entry.kind == .file else { return nil }
        if let manager = files[entry.path] { return manager }
        return entry.name.hasSuffix(sums) ? nil : folders[String(entry.folder)]
    }
}
