/// The keys of a world.
enum WorldKey: String, WorldFileKey {
    case seed
    case denials
    case organization
    case accounts
    case metadata
    case scans
    case upstreams
}
