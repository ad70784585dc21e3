import World

extension IAMChanges {
    /// Sets tags.
    package struct Tag: IAMChange {
        package static let name = "tag"

        let tagged: Tagged
        let tags: [String: String]

        package init(_ tagged: Tagged, tags: [String: String]) {
            self.tagged = tagged
            self.tags = tags
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            switch tagged {
            case .identity(let owner):
                let identity = try names.identity(owner)
                try names.world.tag(identity, tags)
                return IAMChangeDone("Tagged \(identity).")
            case .repository(let name, let region):
                let place = try names.registry(of: name, region: region)
                try names.world.tagRepository(place.account, place.region, name, tags)
                return IAMChangeDone("Tagged repository \(name) of account \(place.account).")
            }
        }
    }

    /// Takes tags off.
    package struct Untag: IAMChange {
        package static let name = "untag"

        let tagged: Tagged
        let keys: [String]

        package init(_ tagged: Tagged, keys: [String]) {
            self.tagged = tagged
            self.keys = keys
        }

        package func apply(_ names: IAMNames) throws -> IAMChangeDone {
            switch tagged {
            case .identity(let owner):
                let identity = try names.identity(owner)
                try names.world.untag(identity, keys)
                return IAMChangeDone("Took tags off \(identity).")
            case .repository(let name, let region):
                let place = try names.registry(of: name, region: region)
                try names.world.untagRepository(place.account, place.region, name, keys)
                return IAMChangeDone("Took tags off repository \(name) of account \(place.account).")
            }
        }
    }
}

extension IAMChanges {
    /// What carries tags.
    package enum Tagged: Sendable, Codable, Equatable {
        /// A user or a role.
        case identity(IAMOwner)
        case repository(String, region: String?)
    }
}
