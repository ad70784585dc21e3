import World

extension World {
    /// The same world from nowhere: without the lines that images stand on in its file.
    var withoutLines: World {
        var world = self
        world.initialImages = initialImages.map { initial in
            InitialImages(
                account: initial.account,
                region: initial.region,
                repository: initial.repository,
                images: initial.images.map(\.withoutLine)
            )
        }.sorted { ($0.account, $0.region, $0.repository) < ($1.account, $1.region, $1.repository) }
        world.upstreams = upstreams.mapValues { upstream in
            Upstream(
                registry: upstream.registry,
                credentials: upstream.credentials,
                failure: upstream.failure,
                repositories: upstream.repositories.mapValues { repository in
                    UpstreamRepository(
                        host: repository.host,
                        name: repository.name,
                        images: repository.images.map(\.withoutLine)
                    )
                }
            )
        }
        return world
    }
}

extension WorldImage {
    fileprivate var withoutLine: WorldImage { WorldImage(source: source, tags: tags, pushedAt: pushedAt, line: 0) }
}
