import AWSCore
import Foundation

/// Clusters and buckets.
extension WorldWriter {
    func cluster(_ cluster: Cluster) -> WrittenValue {
        let usual = Cluster(
            name: cluster.name,
            account: cluster.account,
            region: cluster.region,
            createdAt: cluster.createdAt,
            seed: world.seed
        )
        // Of a cluster that is being created, the file says what nobody can know yet.
        let isThere = cluster.status != .creating
        func unlessUsual<Value: Equatable>(
            _ path: KeyPath<Cluster, Value>,
            _ written: (Value) -> WrittenValue
        ) -> WrittenValue? {
            let value = cluster[keyPath: path]
            return value == usual[keyPath: path] ? nil : written(value)
        }
        return .record(ClusterKey.self) { key in
            switch key {
            case .status: unlessUsual(\.status) { .word($0.rawValue) }
            case .version: unlessUsual(\.version) { .text($0) }
            case .platformVersion: unlessUsual(\.platformVersion) { .text($0) }
            case .endpoint:
                isThere && cluster.endpoint == usual.endpoint ? nil : cluster.endpoint.map { .text($0) }
            case .certificateAuthority:
                isThere && cluster.certificateAuthority == usual.certificateAuthority
                    ? nil : cluster.certificateAuthority.map { .text($0) }
            case .role: unlessUsual(\.roleARN) { .text($0) }
            case .vpc: unlessUsual(\.vpc) { .text($0) }
            case .subnets: unlessUsual(\.subnets) { .texts($0) }
            case .securityGroups: unlessUsual(\.securityGroups) { .texts($0) }
            case .publicAccess: unlessUsual(\.isPublic) { .flag($0) }
            case .privateAccess: unlessUsual(\.isPrivate) { .flag($0) }
            case .oidcIssuer: unlessUsual(\.oidcIssuer) { .text($0) }
            case .authenticationMode: unlessUsual(\.authenticationMode) { .word($0) }
            case .createdAt: created(cluster.createdAt)
            case .tags: WrittenValue.texts(cluster.tags).unlessEmpty
            }
        }
    }

    func bucket(_ bucket: Bucket) -> WrittenValue {
        .record(BucketKey.self) { key in
            switch key {
            case .region: .text(bucket.region.name)
            case .createdAt: created(bucket.createdAt)
            case .tags: WrittenValue.texts(bucket.tags).unlessEmpty
            }
        }
    }
}
