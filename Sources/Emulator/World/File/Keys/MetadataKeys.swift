/// The keys of the machine that clients run on.
enum MetadataKey: String, WorldFileKey {
    case instanceRole = "instance_role"
    case region
    case instanceID = "instance_id"
    case httpTokens = "http_tokens"
    case containerRole = "container_role"
    case containerToken = "container_token"
}
