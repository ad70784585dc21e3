import World

extension Organization {
    /// The same, where AssumeRoot may be called.
    var allowingRootSessions: Organization {
        var organization = self
        organization.setRootFeature(.sessions, isEnabled: true)
        return organization
    }
}
