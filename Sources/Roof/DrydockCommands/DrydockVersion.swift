/// The version of Drydock, as `--version`, the banner and the health report give it.
package enum DrydockVersion {
    package static let current = "0.1.0"
}
