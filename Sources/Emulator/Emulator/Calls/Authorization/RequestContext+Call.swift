import AWSCore
import Foundation
import IAM
import World

extension RequestContext {
    /// The condition keys that the request itself decides (docs/aws/iam.md, "Condition keys"). Neither a service of
    /// AWS's nor a call on someone's behalf comes in here, so those keys are always `false`; `aws:CalledVia` is absent.
    ///
    /// - Parameters:
    ///   - region: the region of the endpoint that was called, `us-east-1` for the global one of STS.
    ///   - endpoint: the VPC endpoint that the call came through: then the VPC's keys stand in place of `aws:SourceIp`.
    init(of request: EmulatorRequest, _ fields: RequestFields, region: Region?, endpoint: VPCEndpoint?, at time: Date) {
        self.init(at: time)
        self["aws:SecureTransport"] = [request.origin.scheme == "https" ? "true" : "false"]
        if let region { self["aws:RequestedRegion"] = [region.name] }
        if let agent = fields.userAgent { self["aws:UserAgent"] = [agent] }
        if let referer = fields.referer { self["aws:Referer"] = [referer] }
        let address = Self.address(request.origin.peerAddress)
        if let endpoint {
            self["aws:VpcSourceIp"] = [address]
            self["aws:SourceVpc"] = [endpoint.vpc]
            self["aws:SourceVpce"] = [endpoint.id]
        } else {
            self["aws:SourceIp"] = [address]
        }
    }

    /// An address as policies write it: a socket of both families calls an IPv4 peer `::ffff:192.0.2.1`, and adds the
    /// interface to a link-local one.
    private static func address(_ peer: String) -> String {
        let address = peer.prefix { $0 != "%" }
        let mapped = "::ffff:"
        let isMapped = address.hasPrefix(mapped) && address.utf8.contains(0x2E)
        return String(isMapped ? address.dropFirst(mapped.count) : address)
    }

    /// The keys of every request.
    init(at time: Date) {
        self.init()
        self["aws:CurrentTime"] = [AWSDate.extended(time)]
        self["aws:EpochTime"] = [String(Int(time.timeIntervalSince1970.rounded(.down)))]
        self["aws:ViaAWSService"] = ["false"]
        self["aws:PrincipalIsAWSService"] = ["false"]
    }
}
