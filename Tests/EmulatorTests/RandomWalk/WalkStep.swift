import AWSProtocols
import Determinism
import Foundation
import OCI

/// One operation of a random walk: what is called, and what it does to a model.
enum WalkStep: CustomStringConvertible {
    case create(String, WalkModel.Region, isImmutable: Bool)
    case delete(String, WalkModel.Region, force: Bool)
    case put(String, content: Int, tag: String?)
    case remove(String, WalkModel.Region, tag: String?, content: Int)
    case setMutability(String, WalkModel.Region, isImmutable: Bool)
    case setPolicy(String, Int)
    case deletePolicy(String)
    case setLifecycle(String, keeps: Int)
    case deleteLifecycle(String)
    case replicate(Bool)
    case advance(TimeInterval)
    /// - Parameter killed: whether the emulator ends without being closed.
    case reopen(killed: Bool)

    private static let names = ["app", "team/app", "team/web"]
    private static let tags = ["latest", "v1", "v2"]
    private static let contents = 5

    init(_ stream: inout RandomStream) {
        func number(_ count: Int) -> Int { Int.random(in: 0..<count, using: &stream) }
        let name = Self.names[number(Self.names.count)]
        let region: WalkModel.Region = number(4) == 0 ? .copy : .home
        let tag = Self.tags[number(Self.tags.count)]
        let content = number(Self.contents)
        switch number(100) {
        case ..<10: self = .create(name, region, isImmutable: number(3) == 0)
        case ..<14: self = .delete(name, region, force: number(2) == 0)
        case ..<50: self = .put(name, content: content, tag: number(5) == 0 ? nil : tag)
        case ..<64: self = .remove(name, region, tag: number(2) == 0 ? tag : nil, content: content)
        case ..<70: self = .setMutability(name, region, isImmutable: number(2) == 0)
        case ..<75: self = .setPolicy(name, number(3))
        case ..<78: self = .deletePolicy(name)
        case ..<82: self = .setLifecycle(name, keeps: 1 + number(3))
        case ..<84: self = .deleteLifecycle(name)
        case ..<90: self = .replicate(number(3) != 0)
        case ..<96: self = .advance(WalkModel.day * Double(1 + number(2)))
        default: self = .reopen(killed: number(2) == 0)
        }
    }

    /// An index without images, which needs nothing else to be there.
    static func manifest(_ content: Int) -> String {
        #"{"schemaVersion":2,"mediaType":"\#(MediaTypes.ociIndex)","manifests":[],"annotations":{"n":"\#(content)"}}"#
    }

    static func digest(_ content: Int) -> String { Digest.of(Array(manifest(content).utf8)).description }

    private static func policy(_ number: Int) -> String {
        #"{"Statement":{"Sid":"S\#(number)","Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}}"#
    }

    private static func lifecycle(_ keeps: Int) -> String {
        #"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":\#(keeps)},"action":{"type":"expire"}}]}"#
    }

    var description: String {
        switch self {
        case .create(let name, let region, let isImmutable): "create \(name) in \(region), immutable: \(isImmutable)"
        case .delete(let name, let region, let force): "delete \(name) in \(region), force: \(force)"
        case .put(let name, let content, let tag): "put \(content) as \(tag ?? "-") into \(name)"
        case .remove(let name, let region, let tag, let content):
            "remove \(tag ?? "\(content)") of \(name) in \(region)"
        case .setMutability(let name, let region, let isImmutable): "\(name) in \(region), immutable: \(isImmutable)"
        case .setPolicy(let name, let number): "policy \(number) of \(name)"
        case .deletePolicy(let name): "no policy of \(name)"
        case .setLifecycle(let name, let keeps): "\(name) keeps \(keeps)"
        case .deleteLifecycle(let name): "\(name) keeps all"
        case .replicate(let on): "replicate: \(on)"
        case .advance(let seconds): "advance \(seconds)"
        case .reopen(let killed): killed ? "kill and open" : "close and open"
        }
    }

    // MARK: The call

    /// The operation, its input and where it is called; nil for what is not a call.
    var call: (operation: String, input: JSONValue, region: WalkModel.Region)? {
        func of(_ name: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
            .object(more.merging(["repositoryName": .string(name)]) { $1 })
        }
        func mutability(_ isImmutable: Bool) -> [String: JSONValue] {
            ["imageTagMutability": isImmutable ? "IMMUTABLE" : "MUTABLE"]
        }
        switch self {
        case .create(let name, let region, let isImmutable):
            return ("CreateRepository", of(name, mutability(isImmutable)), region)
        case .delete(let name, let region, let force):
            return ("DeleteRepository", of(name, ["force": .bool(force)]), region)
        case .put(let name, let content, let tag):
            var members: [String: JSONValue] = ["imageManifest": .string(Self.manifest(content))]
            if let tag { members["imageTag"] = .string(tag) }
            return ("PutImage", of(name, members), .home)
        case .remove(let name, let region, let tag, let content):
            let id: JSONValue = tag.map { ["imageTag": .string($0)] } ?? ["imageDigest": .string(Self.digest(content))]
            return ("BatchDeleteImage", of(name, ["imageIds": [id]]), region)
        case .setMutability(let name, let region, let isImmutable):
            return ("PutImageTagMutability", of(name, mutability(isImmutable)), region)
        case .setPolicy(let name, let number):
            return ("SetRepositoryPolicy", of(name, ["policyText": .string(Self.policy(number))]), .home)
        case .deletePolicy(let name): return ("DeleteRepositoryPolicy", of(name), .home)
        case .setLifecycle(let name, let keeps):
            return ("PutLifecyclePolicy", of(name, ["lifecyclePolicyText": .string(Self.lifecycle(keeps))]), .home)
        case .deleteLifecycle(let name): return ("DeleteLifecyclePolicy", of(name), .home)
        case .replicate(let on):
            let destination: JSONValue = [
                "registryId": "123456789012", "region": .string(WalkModel.Region.copy.rawValue),
            ]
            let rules: JSONValue = on ? [["destinations": [destination]]] : []
            return ("PutReplicationConfiguration", ["replicationConfiguration": ["rules": rules]], .home)
        case .advance, .reopen: return nil
        }
    }

    // MARK: What it does

    /// Changes the model, or leaves it as it is.
    ///
    /// - Returns: the code of the error that is to be expected; nil where the call is to succeed.
    func apply(to model: inout WalkModel) -> String? {
        func change(
            _ name: String,
            _ region: WalkModel.Region = .home,
            _ body: (inout WalkModel.Repository) -> String?
        ) -> String? {
            guard var repository = model.repositories[region]?[name] else { return "RepositoryNotFoundException" }
            if let code = body(&repository) { return code }
            model.repositories[region]?[name] = repository
            return nil
        }
        switch self {
        case .create(let name, let region, let isImmutable):
            guard model.repositories[region]?[name] == nil else { return "RepositoryAlreadyExistsException" }
            model.repositories[region]?[name] = WalkModel.Repository(isImmutable: isImmutable)
            return nil
        case .delete(let name, let region, let force):
            guard let repository = model.repositories[region]?[name] else { return "RepositoryNotFoundException" }
            guard force || repository.images.isEmpty else { return "RepositoryNotEmptyException" }
            model.repositories[region]?[name] = nil
            return nil
        case .put(let name, let content, let tag):
            let digest = Self.digest(content)
            let now = model.now
            let code = change(name) { repository in
                if let image = repository.images[digest], tag.map(image.tags.contains) ?? true {
                    return "ImageAlreadyExistsException"
                }
                if let tag, !repository.admits(tag, digest) { return "ImageTagAlreadyExistsException" }
                repository.put(digest, tag.map { [$0] } ?? [], at: now)
                return nil
            }
            if code == nil { model.replicate(digest, of: name) }
            return code
        case .remove(let name, let region, let tag, let content):
            return change(name, region) { repository in
                guard let tag else {
                    repository.images[Self.digest(content)] = nil
                    return nil
                }
                guard let digest = repository.digest(of: tag) else { return nil }
                repository.images[digest]?.tags.remove(tag)
                if repository.images[digest]?.tags.isEmpty == true { repository.images[digest] = nil }
                return nil
            }
        case .setMutability(let name, let region, let isImmutable):
            return change(name, region) {
                $0.isImmutable = isImmutable
                return nil
            }
        case .setPolicy(let name, let number):
            return change(name) {
                $0.policy = Self.policy(number)
                return nil
            }
        case .deletePolicy(let name):
            return change(name) {
                guard $0.policy != nil else { return "RepositoryPolicyNotFoundException" }
                $0.policy = nil
                return nil
            }
        case .setLifecycle(let name, let keeps):
            let now = model.now
            return change(name) {
                $0.lifecycle = WalkModel.Lifecycle(text: Self.lifecycle(keeps), keeps: keeps, evaluatedAt: now)
                return nil
            }
        case .deleteLifecycle(let name):
            return change(name) {
                guard $0.lifecycle != nil else { return "LifecyclePolicyNotFoundException" }
                $0.lifecycle = nil
                return nil
            }
        case .replicate(let on):
            model.replicates = on
            return nil
        case .advance, .reopen: return nil
        }
    }
}
