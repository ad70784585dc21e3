import AWSCore
package import AWSProtocols
import Foundation
import Images
import OCI
import Storage
package import World

/// What the newest scan of an image has found, page by page and the gravest first (docs/aws/ecr.md, "Operations on
/// scans"; docs/aws/ecr-features.md, "Scanning").
package struct DescribeImageScanFindings: RepositoryOperation {
    package static let name = "DescribeImageScanFindings"
    package static let reporting = InputReporting.all
    /// What is asked besides in a registry under enhanced scanning, whose findings are Amazon Inspector's.
    package static let coverageAction = "inspector2:ListCoverage"
    package static let findingsAction = "inspector2:ListFindings"

    package let repository: RepositoryReference
    private let identifier: ImageIdentifier
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        identifier = try ImageIdentifier(ofOne: &input)
        page = try PageRequest(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] {
        let own = Question(Self.action, on: repository.resource(call))
        let account = repository.account(call)
        guard call.world.account(account)?.registrySettings(in: call.region).scanning.kind == .enhanced else {
            return [own]
        }
        let (caller, region) = (call.caller.accountID, call.region)
        return [
            own,
            Question(Self.coverageAction, on: .inspector("/coverage/list", caller, region)),
            Question(Self.findingsAction, on: .inspector("/findings/list", caller, region)),
        ]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let found = try repository.repository(call)
        let image = try await call.image(identifier, in: found)
        let scanning = call.world.account(found.account)?.registrySettings(in: found.region).scanning
        let report: ScanReport? = try await call.stored { store in
            if scanning?.kind == .enhanced {
                return try await ScanReport(enhanced: image, of: found, scanning?.coverage(of: found), call)
            }
            return try store.scan(of: image.digest, in: found.id).map { ScanReport($0, of: image, call) }
        }
        guard let report else { throw .scanNotFound(identifier.description, in: found.name, found.account) }
        var members: [String: JSONValue] = [
            "imageId": ImageIdentifier(of: image, tag: identifier.tag).json,
            "imageScanStatus": report.status,
        ]
        if let results = report.results {
            let question = [
                "scan findings", found.account.value, call.region.name, found.name, image.digest.description,
                results.isEnhanced ? "ENHANCED" : "BASIC",
            ]
            let start = try page.start(for: question)
            let listed = page.cut(
                results.findings.drop { $0.sortKey <= start ?? "" },
                for: question,
                by: \.sortKey
            )
            members["imageScanFindings"] = results.json(listed.elements, of: image, in: found, call)
            if let token = listed.nextToken { members["nextToken"] = .string(token) }
        }
        return repository.answer(call, members)
    }
}

extension AccessedResource {
    /// What Amazon Inspector is asked on.
    fileprivate static func inspector(_ path: String, _ account: AccountID, _ region: Region) -> AccessedResource {
        AccessedResource("arn:\(region.partition.name):inspector2:\(region):\(account):\(path)", of: account)
    }
}
