/// The keys of an image.
enum InitialImageKey: String, WorldFileKey {
    case layout
    case generate
    case tags
    case pushedAt = "pushed_at"
}

/// The keys of what an image is made from that nobody built.
enum ImageRecipeKey: String, WorldFileKey {
    case seed
    case size
    case layers
    case platforms
}
