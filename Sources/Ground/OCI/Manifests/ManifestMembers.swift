import AWSProtocols

/// The members of one object in a manifest, read strictly: a member that is there has its type, so `null` is refused.
struct ManifestMembers {
    private let members: [String: JSONValue]
    /// What stands before a member's name in an error; empty for the manifest itself.
    private let prefix: String

    /// Those of a whole manifest.
    init(_ bytes: [UInt8]) throws(ManifestError) {
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes, limit: JSONValue.requestLimit)
        } catch {
            throw .notJSON(reason: error.description)
        }
        guard let members = value.object else { throw .notAnObject }
        self.init(members, prefix: "")
    }

    private init(_ members: [String: JSONValue], prefix: String) {
        self.members = members
        self.prefix = prefix
    }

    /// Those of a value that stands at `path`.
    init(_ value: JSONValue, at path: String) throws(ManifestError) {
        guard let members = value.object else { throw .form(member: path, expected: "an object") }
        self.init(members, prefix: path + ".")
    }

    /// A member's path, as `layers[0].digest`.
    func path(_ name: String) -> String { prefix + name }

    func has(_ name: String) -> Bool { members[name] != nil }

    func optionalString(_ name: String) throws(ManifestError) -> String? {
        guard let value = members[name] else { return nil }
        guard let string = value.string else { throw .form(member: path(name), expected: "a string") }
        return string
    }

    func string(_ name: String) throws(ManifestError) -> String {
        guard let string = try optionalString(name) else { throw .missing(member: path(name)) }
        return string
    }

    func optionalMediaType(_ name: String) throws(ManifestError) -> String? {
        guard let type = try optionalString(name) else { return nil }
        guard MediaTypes.isMediaType(type) else {
            throw .form(member: path(name), expected: "a media type without parameters")
        }
        return type
    }

    func mediaType(_ name: String) throws(ManifestError) -> String {
        guard let type = try optionalMediaType(name) else { throw .missing(member: path(name)) }
        return type
    }

    func digest(_ name: String) throws(ManifestError) -> Digest {
        guard let digest = Digest(try string(name)) else { throw .form(member: path(name), expected: "a digest") }
        return digest
    }

    /// A count of bytes.
    func size(_ name: String) throws(ManifestError) -> Int {
        guard let value = members[name] else { throw .missing(member: path(name)) }
        guard let size = value.integer, size >= 0 else {
            throw .form(member: path(name), expected: "an integer that is not negative")
        }
        return size
    }

    func isInteger(_ name: String, _ expected: Int) -> Bool { members[name] == .integer(expected) }

    func optionalStrings(_ name: String) throws(ManifestError) -> [String]? {
        guard let value = members[name] else { return nil }
        var strings: [String] = []
        for element in value.array ?? [.null] {
            guard let string = element.string else {
                throw .form(member: path(name), expected: "an array of strings")
            }
            strings.append(string)
        }
        return strings
    }

    /// `annotations`, which are strings by name; none where the member is absent.
    func annotations() throws(ManifestError) -> [String: String] {
        guard let value = members["annotations"] else { return [:] }
        var annotations: [String: String] = [:]
        for (name, element) in value.object ?? ["": .null] {
            guard let string = element.string else {
                throw .form(member: path("annotations"), expected: "an object whose values are strings")
            }
            annotations[name] = string
        }
        return annotations
    }

    func optionalObject(_ name: String) throws(ManifestError) -> ManifestMembers? {
        guard let value = members[name] else { return nil }
        return try ManifestMembers(value, at: path(name))
    }

    func object(_ name: String) throws(ManifestError) -> ManifestMembers {
        guard let object = try optionalObject(name) else { throw .missing(member: path(name)) }
        return object
    }

    /// An array of objects.
    func objects(_ name: String) throws(ManifestError) -> [ManifestMembers] {
        guard let value = members[name] else { throw .missing(member: path(name)) }
        guard let elements = value.array else { throw .form(member: path(name), expected: "an array") }
        var objects: [ManifestMembers] = []
        objects.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            objects.append(try ManifestMembers(element, at: "\(path(name))[\(index)]"))
        }
        return objects
    }

    func descriptors(_ name: String) throws(ManifestError) -> [Descriptor] {
        var descriptors: [Descriptor] = []
        for members in try objects(name) { descriptors.append(try Descriptor(members)) }
        return descriptors
    }
}
