import AWSCore
import AWSProtocols
import Determinism
import World

/// What instance metadata tells of a machine beside its credentials. A path that ends in a slash, or has more below it,
/// lists its parts.
struct InstanceDocument {
    private let instance: MachineMetadata.Instance
    private let world: WorldStore
    private let time: WorldTime

    init(_ instance: MachineMetadata.Instance, _ world: WorldStore, _ time: WorldTime) {
        self.instance = instance
        self.world = world
        self.time = time
    }

    /// - Parameter parts: of the path behind `/latest`.
    /// - Returns: nil where there is nothing.
    func text(at parts: [String]) -> String? {
        switch parts.joined(separator: "/") {
        case "": "dynamic\nmeta-data"
        case "meta-data": "iam/\ninstance-id\nplacement/"
        case "meta-data/iam": "info\nsecurity-credentials/"
        case "meta-data/iam/info": info
        case "meta-data/iam/security-credentials": instance.role.name
        case "meta-data/instance-id": instance.id
        case "meta-data/placement": "availability-zone\nregion"
        case "meta-data/placement/availability-zone": zone
        case "meta-data/placement/region": instance.region.name
        case "dynamic": "instance-identity/"
        case "dynamic/instance-identity": "document"
        case "dynamic/instance-identity/document": identity
        default: nil
        }
    }

    private var zone: String { instance.region.name + "a" }

    private var account: AccountID { instance.role.account }

    private var info: String {
        let partition = world.partition(of: account)
        let profile = ARN.iam(partition, account, "instance-profile/" + instance.role.name).description
        var stream = RandomStream(derivedFrom: profile)
        return Self.pretty([
            ("Code", "Success"), ("LastUpdated", AWSDate.extended(time.clientNow)), ("InstanceProfileArn", profile),
            ("InstanceProfileId", stream.awsUniqueID("AIPA")),
        ])
    }

    private var identity: String {
        let members: [(String, JSONValue)] = [
            ("accountId", .string(account.value)), ("architecture", "x86_64"), ("availabilityZone", .string(zone)),
            ("billingProducts", .null), ("devpayProductCodes", .null), ("marketplaceProductCodes", .null),
            ("imageId", "ami-0123456789abcdef0"), ("instanceId", .string(instance.id)), ("instanceType", "m5.large"),
            ("kernelId", .null), ("pendingTime", "2024-01-01T00:00:00Z"), ("privateIp", "10.0.0.10"),
            ("ramdiskId", .null), ("region", .string(instance.region.name)), ("version", "2017-09-30"),
        ]
        return Self.pretty(members)
    }

    /// JSON as EC2 writes it, one member a line and in this order.
    static func pretty(_ members: [(String, String)]) -> String { pretty(members.map { ($0, JSONValue.string($1)) }) }

    private static func pretty(_ members: [(String, JSONValue)]) -> String {
        let lines = members.map { "  \"\($0)\" : \(String(decoding: $1.serialized(), as: UTF8.self))" }
        return "{\n" + lines.joined(separator: ",\n") + "\n}"
    }
}
