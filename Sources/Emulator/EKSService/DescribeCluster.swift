import AWSCore
package import AWSProtocols
import Determinism
import Foundation
import World

/// All that EKS tells of a cluster (EKS's API reference, DescribeCluster).
package enum DescribeCluster {
    package static let name = "DescribeCluster"

    package static func answer(_ request: EKSRequest, _ call: EKSCall) throws(EKSError) -> JSONValue {
        guard let cluster = call.cluster(of: request) else { throw .noCluster(request.cluster ?? "") }
        return ["cluster": json(cluster, call)]
    }

    private static func json(_ cluster: Cluster, _ call: EKSCall) -> JSONValue {
        let created = call.time.forClients(cluster.createdAt).timeIntervalSince1970
        var members: [String: JSONValue] = [
            "name": .string(cluster.name),
            "arn": .string(cluster.arn.description),
            "createdAt": .number((created * 1_000).rounded(.down) / 1_000),
            "version": .string(cluster.version),
            "roleArn": .string(cluster.roleARN),
            "resourcesVpcConfig": [
                "subnetIds": texts(cluster.subnets),
                "securityGroupIds": texts(cluster.securityGroups),
                "clusterSecurityGroupId": .string(cluster.clusterSecurityGroup),
                "vpcId": .string(cluster.vpc),
                "endpointPublicAccess": .bool(cluster.isPublic),
                "endpointPrivateAccess": .bool(cluster.isPrivate),
                "publicAccessCidrs": texts(cluster.isPublic ? ["0.0.0.0/0"] : []),
            ],
            "kubernetesNetworkConfig": [
                "serviceIpv4Cidr": "10.100.0.0/16",
                "ipFamily": "ipv4",
                "elasticLoadBalancing": ["enabled": false],
            ],
            "logging": [
                "clusterLogging": [
                    [
                        "types": ["api", "audit", "authenticator", "controllerManager", "scheduler"],
                        "enabled": false,
                    ]
                ]
            ],
            "identity": ["oidc": ["issuer": .string(cluster.oidcIssuer)]],
            "status": .string(cluster.status.rawValue),
            "certificateAuthority": [:],
            "platformVersion": .string(cluster.platformVersion),
            "tags": .object(cluster.tags.mapValues { .string($0) }),
            "health": ["issues": []],
            "accessConfig": ["authenticationMode": .string(cluster.authenticationMode)],
            "upgradePolicy": ["supportType": "EXTENDED"],
            "deletionProtection": false,
        ]
        if let endpoint = cluster.endpoint { members["endpoint"] = .string(endpoint) }
        if let data = cluster.certificateAuthority { members["certificateAuthority"] = ["data": .string(data)] }
        return .object(members)
    }

    private static func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
}
