/// What package managers have installed in an image, by the databases in its layers.
package struct PackageInventory: Sendable, Equatable {
    /// Those whose databases are there, with packages or without.
    package let managers: Set<PackageManager>
    package let packages: [InstalledPackage]

    package init(managers: Set<PackageManager>, packages: [InstalledPackage]) {
        self.managers = managers
        self.packages = packages
    }
}
